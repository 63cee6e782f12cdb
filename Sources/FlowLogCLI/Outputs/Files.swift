import FlowLogPlan
import FoundationEssentials
import Glibc

extension SavedPlan {
    /// Reads a plan file, which may be a pipe.
    /// - Throws: exit 3, with the reason.
    static func read(_ path: String) throws -> SavedPlan {
        let bytes: [UInt8]
        do { bytes = try Context.readAll(of: path) } catch {
            throw CommandError(.invalid, "cannot read the plan file \(path): \(error)", help: "flowlogctl plan --out FILE PATH saves one")
        }
        do { return try SavedPlan(bytes) } catch {
            throw CommandError(.invalid, "\(path) cannot be used: \(error.message)")
        }
    }
}

/// Writes a file in one step: whoever reads it sees all of the old text or all of the new. A link keeps its target; what is no
/// regular file (a pipe, a terminal) is written as it is.
/// - Throws: exit 1, with the path and the reason.
func writeAtomically(_ text: String, to path: String) throws(CommandError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        defer { close(descriptor) }
        let error = descriptor < 0 ? Context.SystemError(code: errno) : Context.write(text, to: descriptor)
        if let error { throw CommandError(.failed, "cannot write \(path): \(error)") }
        return
    }
    let target = realpath(path, nil).map { resolved in
        defer { free(resolved) }
        return String(cString: resolved)
    }
    do { try Data(text.utf8).write(to: URL(filePath: target ?? path), options: .atomic) } catch {
        throw CommandError(.failed, "cannot write \(path)", help: "check that its folder exists and may be written to")
    }
}
