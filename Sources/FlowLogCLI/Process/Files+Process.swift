import Glibc

extension Files {
    /// The system's own.
    package static let process = Files(
        status: { path in
            if let descriptor = FileDescriptor(namedBy: path) { return FileStatus(descriptor.status) }
            if let target = try? FileTarget(path) { return target.status }
            // Only a directory can be there, or links lead in a circle.
            var status = stat()
            return FileStatus(stat(path, &status) == 0 ? status : nil)
        },
        entries: { directory throws(SystemError) in
            guard let handle = opendir(directory) else { throw SystemError(code: errno) }
            defer { closedir(handle) }
            var entries: [DirectoryEntry] = []
            while let entry = readdir(handle) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                if name == "." || name == ".." { continue }
                var status = stat()
                let isDirectory = lstat("\(directory)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
                entries.append(DirectoryEntry(name: name, isDirectory: isDirectory))
            }
            return entries
        },
        read: { path, most throws(SystemError) in
            var status = stat()
            let isRegular = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            // Should a pipe take the place of the file now, it must not wait for a writer.
            return try withOpen(path, O_RDONLY | (isRegular ? O_NONBLOCK : 0)) { file throws(SystemError) in try file.read(most: most) }
        },
        replace: { path, text throws(SystemError) in
            guard let descriptor = FileDescriptor(namedBy: path) else { return try FileTarget(path).write(text) }
            // It may lead to a file that others append to, so nothing is replaced.
            if let error = descriptor.write(text) { throw error }
        },
        append: { path, text throws(SystemError) in
            func add(_ file: FileDescriptor) throws(SystemError) {
                if let text = text(FileEnd(of: file)), let error = file.write(text) { throw error }
            }
            do throws(SystemError) { try withOpen(path, O_RDWR | O_CREAT | O_APPEND, add) } catch {
                guard error.code == EACCES else { throw error }
                try withOpen(path, O_WRONLY | O_APPEND, add)
            }
        },
        stream: { path throws(SystemError) in
            // The process closes it: the last line of a run comes after everything else.
            let number = FileDescriptor(namedBy: path)?.number ?? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard fcntl(number, F_GETFD) >= 0 else { throw SystemError(code: errno) }
            return { FileDescriptor(number).write($0) }
        })

    private static func withOpen<Value>(
        _ path: String, _ flags: Int32, _ body: (FileDescriptor) throws(SystemError) -> Value
    ) throws(SystemError) -> Value {
        let number = open(path, flags | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw SystemError(code: errno) }
        defer { close(number) }
        return try body(FileDescriptor(number))
    }
}

extension FileStatus {
    /// Of what is there; nil for nothing.
    init(_ status: stat?) {
        guard let status else {
            self.init(kind: .nothing, identity: nil)
            return
        }
        let kind: Kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            default: .special
            }
        self.init(kind: kind, identity: FileIdentity("\(status.st_dev):\(status.st_ino)"))
    }
}

extension FileEnd {
    fileprivate init(of file: FileDescriptor) {
        guard let status = file.status, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            self.init(size: 0, endsLine: true)
            return
        }
        var last: UInt8 = 0
        let isRead = pread(file.number, &last, 1, status.st_size - 1) == 1
        self.init(size: Int(status.st_size), endsLine: isRead && last == UInt8(ascii: "\n"))
    }
}
