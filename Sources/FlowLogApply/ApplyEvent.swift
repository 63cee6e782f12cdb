package import FlowLogModel
package import FlowLogPlan

/// What happens during an apply, as it happens.
package enum ApplyEvent: Sendable {
    case started(Change)
    /// Still waiting: the logger's status, and the time since the start.
    case waiting(Change, id: String, LoggerStatus, elapsed: Duration)
    case finished(Change, ActionState, elapsed: Duration)
    /// Every action has ended; the loggers are listed again.
    case proving
    /// The run was asked to end.
    case interrupted
}

/// How an action ended (CONTRACT section 6).
package enum ActionState: Sendable, Hashable {
    /// - id: the logger that is there now; nil after a delete.
    case done(id: String?)
    case failed(ActionFailure)
    case notStarted(String)
    /// Nobody knows: the next run finds out.
    case unknown(String, timedOut: Bool)
}

/// Why an action failed.
package struct ActionFailure: Error, Hashable {
    /// The server's words or ours, not escaped.
    package let message: String
    package let requestID: String?
    /// What to do about it, in our words.
    package let advice: String?
    /// The status of a refusal.
    let status: Int?
    /// The `error_type` of a logger that went to ERROR.
    package let errorType: String?
    /// Whether the service did not keep the owner mark, so that nothing more may be created or adopted.
    package let lostMark: Bool

    package init(
        _ message: String, requestID: String? = nil, advice: String? = nil, status: Int? = nil, errorType: String? = nil,
        lostMark: Bool = false
    ) {
        self.message = message
        self.requestID = requestID
        self.advice = advice
        self.status = status
        self.errorType = errorType
        self.lostMark = lostMark
    }
}
