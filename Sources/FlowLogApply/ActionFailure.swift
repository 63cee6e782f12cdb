import FlowLogModel

/// Why an action failed.
package struct ActionFailure: Error, Hashable {
    /// The server's words or ours, not escaped.
    package let message: String
    /// `x-openstack-request-id` of the answer, if there was one.
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

extension ActionFailure {
    init(_ error: ControlPlaneError) {
        let status: Int? = if case .refused(let status) = error.kind { status } else { nil }
        self.init(error.message, requestID: error.requestID, status: status, flaw: nil)
    }

    /// The same with more about it: what to do, or what was done before it.
    func advising(_ more: String) -> ActionFailure {
        let advice = advice.map { "\($0); \(more)" } ?? more
        return ActionFailure(message, requestID: requestID, advice: advice, status: status, errorType: errorType, flaw: flaw)
    }
}

extension ActionFailure {
    /// The failure of a logger that went to ERROR instead of doing its work.
    static func inError(_ live: LiveLogger) -> ActionFailure {
        let advice = ErrorAdvice(errorType: live.errorType)
        return ActionFailure(
            "\(live.id) is in ERROR (\(live.errorType)): \(advice.cause); \(advice.advice)", errorType: live.errorType)
    }
}
