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

/// How an action ended (Contract: Apply).
package enum ActionState: Sendable, Hashable {
    /// - id: the logger that is there now; nil after a delete.
    case done(id: String?)
    case failed(ActionFailure)
    case notStarted(String)
    /// Nobody knows: the next run finds out.
    /// - id: the logger that it is about, as far as that is known.
    case unknown(String, id: String? = nil, timedOut: Bool)
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
    /// What is wrong with the logger that the service made of a request.
    let flaw: Flaw?

    enum Flaw: Sendable, Hashable {
        /// The service did not keep the owner mark, so that nothing more may be created or adopted.
        case lostMark
        /// A field is not as it was asked for (`answer-differs`).
        case differs
    }

    package init(
        _ message: String, requestID: String? = nil, advice: String? = nil, errorType: String? = nil
    ) {
        self.init(message, requestID: requestID, advice: advice, status: nil, errorType: errorType, flaw: nil)
    }

    init(
        _ message: String, requestID: String? = nil, advice: String? = nil, status: Int? = nil, errorType: String? = nil, flaw: Flaw?
    ) {
        self.message = message
        self.requestID = requestID
        self.advice = advice
        self.status = status
        self.errorType = errorType
        self.flaw = flaw
    }
}
