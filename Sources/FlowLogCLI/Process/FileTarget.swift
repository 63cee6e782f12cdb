import Glibc

/// The file that a path leads to, whether or not it exists: links are followed to the end, as `open` does.
struct FileTarget {
    private let path: String

    /// - Throws: for links that lead in a circle, and for a path that can only be a directory.
    init(_ path: String) throws(SystemError) {
        var path = path
        for _ in 0..<Self.mostLinks {
            if path.utf8.last == UInt8(ascii: "/") { throw SystemError(code: EISDIR) }
            guard let target = Self.link(at: path) else {
                self.path = path
                return
            }
            path = target.utf8.first == UInt8(ascii: "/") ? target : Self.folder(of: path) + target
        }
        throw SystemError(code: ELOOP)
    }

    /// As many as Linux follows.
    private static let mostLinks = 40

    /// Writes all of the text in one step; a file that is there keeps its mode and, where the system allows it, its owner.
    func write(_ text: String) throws(SystemError) {
        guard let old = found, old.st_mode & S_IFMT != S_IFREG else { return try replace(found, text) }
        if old.st_mode & S_IFMT == S_IFDIR { throw SystemError(code: EISDIR) }
        let number = open(path, O_WRONLY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError(code: errno) }
        defer { close(number) }
        if let error = FileDescriptor(number).write(text) { throw error }
    }

    /// What is there. What does not exist is identified by its folder and its name.
    var status: FileStatus {
        if let found { return FileStatus(found) }
        let folder = Self.folder(of: path)
        var status = stat()
        guard stat(folder + ".", &status) == 0 else { return FileStatus(kind: .nothing, identity: FileIdentity(path)) }
        let identity = FileIdentity("\(status.st_dev):\(status.st_ino)/\(path.dropFirst(folder.count))")
        return FileStatus(kind: .nothing, identity: identity)
    }

    /// Nil if nothing is there.
    private var found: stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private func replace(_ old: stat?, _ text: String) throws(SystemError) {
        // Whoever looks for an ending, such as node_exporter, must not take it for the file itself.
        let temporary = "\(Self.folder(of: path)).flowlogctl-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, old == nil ? 0o666 : 0o600)
        guard descriptor >= 0 else { throw SystemError(code: errno) }
        do throws(SystemError) {
            defer { close(descriptor) }
            if let error = FileDescriptor(descriptor).write(text) { throw error }
            if let old {
                if fchown(descriptor, old.st_uid, old.st_gid) != 0 { _ = fchown(descriptor, uid_t.max, old.st_gid) }
                guard fchmod(descriptor, old.st_mode & 0o7777) == 0 else { throw SystemError(code: errno) }
            }
            guard fsync(descriptor) == 0 || errno == EINVAL, rename(temporary, path) == 0 else { throw SystemError(code: errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Where a link leads; nil for anything else.
    private static func link(at path: String) -> String? {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink(path, &target, target.count - 1)
        return count > 0 ? String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    /// Up to the last slash; empty for the current folder. Byte by byte: a combining mark after a slash must not hide it.
    private static func folder(of path: String) -> String {
        let end = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        return String(path[..<end])
    }
}
