import FlowLogModel

extension ActionState {
    /// The same without secrets: what differs in an answer is quoted, and a service may have put anything there.
    func hiding(_ secrets: Secrets) -> ActionState {
        switch self {
        case .done: self
        case .failed(let failure): .failed(failure.hiding(secrets))
        case .notStarted(let reason): .notStarted(secrets.hiding(in: reason))
        case .unknown(let reason, let id, let timedOut): .unknown(secrets.hiding(in: reason), id: id, timedOut: timedOut)
        }
    }
}

extension ActionFailure {
    fileprivate func hiding(_ secrets: Secrets) -> ActionFailure {
        ActionFailure(
            secrets.hiding(in: message), requestID: requestID, advice: advice.map { secrets.hiding(in: $0) }, status: status,
            errorType: errorType, flaw: flaw)
    }
}
