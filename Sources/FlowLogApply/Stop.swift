/// Why an action ends early.
enum Stop: Error, Hashable {
    case failed(ActionFailure)
    case notStarted(String)
    case unknown(String, timedOut: Bool)
    /// The logger of a write is not there.
    case notFound(ControlPlaneError)
    /// A wait ended because the run is to end.
    case interrupted

    /// A write went through, and how it ended cannot be read.
    static func unread(_ id: String, _ error: ControlPlaneError) -> Stop {
        .unknown("\(error.text), so the state of \(id) is not known", timedOut: false)
    }

    /// The same with what the action has done already, so that the table is true of a failure half-way.
    func after(_ steps: [String]) -> Stop {
        guard case .failed(let failure) = self, !steps.isEmpty else { return self }
        return .failed(failure.advising(steps.joined(separator: ", ")))
    }

    var state: ActionState {
        switch self {
        case .failed(let failure): .failed(failure)
        case .notStarted(let reason): .notStarted(reason)
        case .unknown(let reason, let timedOut): .unknown(reason, timedOut: timedOut)
        case .notFound(let error): .failed(ActionFailure(error))
        case .interrupted: .unknown(reason, timedOut: false)
        }
    }

    var reason: String {
        switch self {
        case .failed(let failure): failure.message
        case .notStarted(let reason), .unknown(let reason, timedOut: _): reason
        case .notFound(let error): error.text
        case .interrupted: "interrupted while waiting"
        }
    }
}
