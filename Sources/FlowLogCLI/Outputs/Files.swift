import FlowLogManifest
import FlowLogPlan
import FoundationEssentials
import Glibc

extension SavedPlan {
    /// Reads a plan file, which may be a pipe.
    /// - Throws: exit 3, with the reason.
    static func read(_ path: String) throws(CommandError) -> SavedPlan {
        let bytes: [UInt8]
        do { bytes = try Context.readAll(of: path) } catch {
            throw CommandError(.invalid, "cannot read the plan file \(path): \(error)", help: "flowlogctl plan --out FILE PATH saves one")
        }
        do { return try SavedPlan(bytes, problems: problems(asManifests:)) } catch {
            throw CommandError(.invalid, "\(path) cannot be used: \(error.message)")
        }
    }
}

extension Context {
    /// Writes a file in one step: whoever reads it sees all of the old text or all of the new. A link keeps its target; what is no
    /// regular file (a pipe, a terminal) is written as it is, and so are stdout and stderr, which may lead to a file that others append to.
    /// - Parameter path: `-` is stdout.
    /// - Throws: exit 1, with the path and the reason.
    func write(_ text: String, toFile path: String) throws(CommandError) {
        if let descriptor = Self.ownDescriptor(path) {
            if descriptor == STDOUT_FILENO { return writeOutput(text) }
            if descriptor == STDERR_FILENO { return writeError(text) }
            if let error = Self.write(text, to: descriptor) { throw CommandError(.failed, "cannot write \(path): \(error)") }
            return
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            defer { close(descriptor) }
            let error = descriptor < 0 ? SystemError(code: errno) : Self.write(text, to: descriptor)
            if let error { throw CommandError(.failed, "cannot write \(path): \(error)") }
            return
        }
        let target = realpath(path, nil).map { resolved in
            defer { free(resolved) }
            return String(cString: resolved)
        }
        do { try Data(text.utf8).write(to: URL(filePath: Self.literal(target ?? path)), options: .atomic) } catch {
            throw CommandError(.failed, "cannot write \(path)", help: "check that its folder exists and may be written to")
        }
    }

    /// A path that nobody expands: a URL would take `~` for the home folder, which `open` does not.
    static func literal(_ path: String) -> String { path.hasPrefix("~") ? "./\(path)" : path }

    /// The number of a descriptor of this process that a path names.
    static func ownDescriptor(_ path: String) -> Int32? {
        switch path {
        case "-", "/dev/stdout": STDOUT_FILENO
        case "/dev/stderr": STDERR_FILENO
        default: ["/dev/fd/", "/proc/self/fd/"].lazy.compactMap { path.hasPrefix($0) ? Int32(path.dropFirst($0.count)) : nil }.first
        }
    }
}

/// Files that a run reads and writes: one must not be written twice, and none that is read.
struct FileUse {
    private var taken: Set<String>

    /// - Parameter inputs: the files that are read.
    init(inputs: [String]) { taken = Set(inputs.compactMap(Self.identity)) }

    /// - Throws: exit 64 if an output is an input, or another output.
    mutating func write(_ paths: [String]) throws(CommandError) {
        for path in paths {
            guard let identity = Self.identity(path), !taken.insert(identity).inserted else { continue }
            throw CommandError(.usage, "\(path) is read or written by this run already", help: "write each format to a file of its own")
        }
    }

    /// What is the same for all names of a regular file, there or not; nil for pipes, terminals and the like.
    private static func identity(_ path: String) -> String? {
        var status = stat()
        if path == "-" || path.hasPrefix("/dev/") { return nil }
        if stat(path, &status) == 0 { return status.st_mode & S_IFMT == S_IFREG ? "\(status.st_dev):\(status.st_ino)" : nil }
        let url = URL(filePath: Context.literal(path))
        let folder = realpath(url.deletingLastPathComponent().path, nil).map { resolved in
            defer { free(resolved) }
            return String(cString: resolved)
        }
        return "\(folder ?? "")/\(url.lastPathComponent)"
    }
}
