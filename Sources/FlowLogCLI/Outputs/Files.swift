import FlowLogManifest
import FlowLogPlan
import Glibc

extension SavedPlan {
    /// Reads a plan file, which may be a pipe.
    /// - Throws: exit 3, with the reason.
    static func read(_ path: String) throws(CommandError) -> SavedPlan {
        let bytes: [UInt8]
        do { bytes = try Context.readAll(of: path, atMost: SavedPlan.mostBytes) } catch {
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
            if let error = Self.write(text, to: descriptor) { throw CommandError(cannotWrite: path, error) }
            return
        }
        do throws(SystemError) { try FileTarget(path).write(text) } catch { throw CommandError(cannotWrite: path, error) }
    }

    /// The number of a descriptor of this process that a path names.
    static func ownDescriptor(_ path: String) -> Int32? {
        switch path {
        case "-", "/dev/stdout": STDOUT_FILENO
        case "/dev/stderr": STDERR_FILENO
        default: ["/dev/fd/", "/proc/self/fd/"].lazy.compactMap { path.hasPrefix($0) ? Int32(path.dropFirst($0.count)) : nil }.first
        }
    }
}

extension CommandError {
    init(cannotWrite path: String, _ error: Context.SystemError) {
        let help: String? =
            switch error.code {
            case ENOENT: "its folder does not exist: make it first"
            case EACCES, EPERM, EROFS: "the file is replaced in one step, so its folder must be writable too"
            case EISDIR: "name a file in it"
            default: nil
            }
        self.init(.failed, "cannot write \(path): \(error)", help: help)
    }
}
