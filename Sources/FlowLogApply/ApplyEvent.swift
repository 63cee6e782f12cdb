package import FlowLogModel
package import FlowLogPlan

/// What happens during an apply, as it happens.
package enum ApplyEvent: Sendable {
    /// The first event: how many actions the run has, loggers that it only waits for among them.
    case began(actions: Int)
    /// An action begins.
    case started(Change)
    /// Still waiting: the logger's status, and the time since the start.
    case waiting(Change, id: String, LoggerStatus, elapsed: Duration)
    /// An action has ended, started or not.
    case finished(Change, ActionState, elapsed: Duration)
    /// Every action has ended; the loggers are listed again.
    case proving
    /// The run was asked to end.
    case interrupted
}
