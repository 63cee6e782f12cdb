/// Why an action ends early.
enum Stop: Error, Hashable {
    case failed(ActionFailure)
    case notStarted(String)
    case unknown(String, id: String? = nil, timedOut: Bool)
    /// The logger of a write is not there.
    case notFound(ControlPlaneError)
    /// A wait ended because the run is to end.
    /// - id: the logger that it was for.
    case interrupted(String, id: String? = nil)

    /// A write went through, and how it ended cannot be read.
    static func unread(_ id: String, _ error: ControlPlaneError) -> Stop {
        .unknown("\(error.text), so the state of \(id) is not known: run apply again", id: id, timedOut: error.isLate)
    }

    /// The same with what the action has done already, so that the table is true of a failure half-way.
    func after(_ steps: [String]) -> Stop {
        guard !steps.isEmpty else { return self }
        let done = steps.joined(separator: ", ")
        return switch self {
        case .failed(let failure): .failed(failure.advising(done))
        case .notFound(let error): .failed(ActionFailure(error).advising(done))
        case .unknown(let reason, let id, let timedOut): .unknown("\(reason); \(done)", id: id, timedOut: timedOut)
        case .interrupted(let reason, let id): .interrupted("\(reason); \(done)", id: id)
        case .notStarted: self
        }
    }

    var state: ActionState {
        switch self {
        case .failed(let failure): .failed(failure)
        case .notStarted(let reason): .notStarted(reason)
        case .unknown(let reason, let id, let timedOut): .unknown(reason, id: id, timedOut: timedOut)
        case .notFound(let error): .failed(ActionFailure(error))
        case .interrupted(let reason, let id): .unknown(reason, id: id, timedOut: false)
        }
    }

    var reason: String {
        switch self {
        case .failed(let failure): failure.message
        case .notStarted(let reason), .unknown(let reason, id: _, timedOut: _), .interrupted(let reason, id: _): reason
        case .notFound(let error): error.text
        }
    }
}
