import FlowLogApply

extension ActionState {
    /// The server's words or ours.
    var reason: String {
        switch self {
        case .done: ""
        case .failed(let failure):
            failure.message + (failure.requestID.map { " (request \($0))" } ?? "") + (failure.advice.map { "; \($0)" } ?? "")
        case .notStarted(let reason), .unknown(let reason, id: _, timedOut: _): reason
        }
    }
}
