import FlowLogAPI
import FlowLogPlan

/// Why a command ends before its work is done.
struct CommandError: Error {
    let status: ExitStatus
    /// Not escaped.
    let message: String
    /// What to do about it, without a full stop.
    let help: String?

    init(_ status: ExitStatus, _ message: String, help: String? = nil) {
        self.status = status
        self.message = message
        self.help = help
    }
}

extension CommandError {
    init(_ error: ConfigurationError) {
        self.init(error.kind == .credentials ? .notAuthenticated : .invalid, error.message, help: error.help)
    }

    init(_ failure: StackFailure) { self.init(ExitStatus(failure), failure.message) }
}
