import Glibc

/// The file that a path leads to, there or not: its last link is followed, as `open` does.
struct FileTarget {
    private let path: String

    /// - Throws: links that lead in a circle, or a path that can only be a directory's.
    init(_ path: String) throws(Context.SystemError) {
        var path = path
        for _ in 0..<Self.mostLinks {
            if path.utf8.last == UInt8(ascii: "/") { throw Context.SystemError(code: EISDIR) }
            guard let target = Self.link(at: path) else {
                self.path = path
                return
            }
            path = target.utf8.first == UInt8(ascii: "/") ? target : Self.folder(of: path) + target
        }
        throw Context.SystemError(code: ELOOP)
    }

    /// As many as Linux follows.
    private static let mostLinks = 40

    /// Writes all of the text in one step; a file that is there keeps its mode and, where the system allows it, its owner.
    func write(_ text: String) throws(Context.SystemError) {
        guard let old = status, old.st_mode & S_IFMT != S_IFREG else { return try replace(status, text) }
        if old.st_mode & S_IFMT == S_IFDIR { throw Context.SystemError(code: EISDIR) }
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Context.SystemError(code: errno) }
        defer { close(descriptor) }
        if let error = Context.write(text, to: descriptor) { throw error }
    }

    /// What is the same for all names of one regular file; nil for pipes, terminals and the like.
    var identity: FileIdentity? {
        if let status { return FileIdentity(status) }
        var folder = stat()
        guard stat(Self.folder(of: path) + ".", &folder) == 0 else { return FileIdentity(text: path) }
        return FileIdentity(text: "\(folder.st_dev):\(folder.st_ino)/\(path.dropFirst(Self.folder(of: path).count))")
    }

    var isDirectory: Bool { status.map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

    /// Nil if nothing is there.
    private var status: stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private func replace(_ old: stat?, _ text: String) throws(Context.SystemError) {
        // Its name must not be taken for the file's by those who look for an ending, such as node_exporter.
        let temporary = "\(Self.folder(of: path)).flowlogctl-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, old == nil ? 0o666 : 0o600)
        guard descriptor >= 0 else { throw Context.SystemError(code: errno) }
        do throws(Context.SystemError) {
            defer { close(descriptor) }
            if let error = Context.write(text, to: descriptor) { throw error }
            if let old {
                if fchown(descriptor, old.st_uid, old.st_gid) != 0 { _ = fchown(descriptor, uid_t.max, old.st_gid) }
                guard fchmod(descriptor, old.st_mode & 0o7777) == 0 else { throw Context.SystemError(code: errno) }
            }
            guard fsync(descriptor) == 0 || errno == EINVAL, rename(temporary, path) == 0 else { throw Context.SystemError(code: errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Where a link leads; nil for what is no link.
    private static func link(at path: String) -> String? {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink(path, &target, target.count - 1)
        return count > 0 ? String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    /// Up to the last slash; empty for the current folder. Byte by byte: a combining mark behind a slash makes it no other character.
    private static func folder(of path: String) -> String {
        let end = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        return String(path[..<end])
    }
}

/// What is the same for all names of a file.
struct FileIdentity: Hashable {
    let text: String

    init(text: String) { self.text = text }

    /// Nil for what is no regular file.
    init?(_ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        text = "\(status.st_dev):\(status.st_ino)"
    }

    /// That of an open file.
    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }
}
