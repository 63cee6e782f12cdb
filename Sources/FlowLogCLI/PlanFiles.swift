import FlowLogPlan
import FoundationEssentials

extension SavedPlan {
    /// Reads a plan file.
    /// - Throws: exit 3, with the reason.
    static func read(_ path: String) throws -> SavedPlan {
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: path)) } catch {
            throw CommandError(.invalid, "cannot read the plan file \(path)", help: "save one with 'flowlogctl plan --out \(path) PATH'")
        }
        do { return try SavedPlan(Array(data)) } catch {
            throw CommandError(.invalid, "\(path) cannot be used: \(error.message)")
        }
    }
}

/// Writes a file in one step: whoever reads it sees all of the old text or all of the new.
/// - Throws: exit 1, with the path.
func writeAtomically(_ text: String, to path: String) throws {
    do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
        throw CommandError(.failed, "cannot write \(path)", help: "check that its folder exists and may be written to")
    }
}
