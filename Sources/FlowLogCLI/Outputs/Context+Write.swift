import Glibc

extension Context {
    /// Writes a file in one step; stdout and stderr, named as files, are written as streams.
    /// - Parameter path: `-` is stdout.
    /// - Throws: exit 1, with the path and the reason.
    func write(_ text: String, toFile path: String) throws(CommandError) {
        switch FileDescriptor(namedBy: path) {
        case .output: writeOutput(text)
        case .error: writeError(text)
        default: do throws(SystemError) { try files.replace(path, text) } catch { throw CommandError(cannotWrite: path, error) }
        }
    }
}

extension CommandError {
    init(cannotWrite path: String, _ error: SystemError) {
        let help: String? =
            switch error.code {
            case ENOENT: "its folder does not exist: create it first"
            case EACCES, EPERM, EROFS: "the file is replaced in one step, so its folder must be writable as well"
            case EISDIR: "name a file in it"
            default: nil
            }
        self.init(.failed, "cannot write \(path): \(error)", help: help)
    }
}
