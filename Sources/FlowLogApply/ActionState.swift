/// How an action ended (Contract: Apply).
package enum ActionState: Sendable, Hashable {
    /// - id: the logger that is there now; nil after a delete.
    case done(id: String?)
    /// What there is to say about it.
    case failed(ActionFailure)
    /// Why nothing was sent.
    case notStarted(String)
    /// Nobody knows: the next run finds out.
    /// - id: the logger that it is about, as far as that is known.
    case unknown(String, id: String? = nil, timedOut: Bool)
}

extension ActionState {
    /// How it ended, without what there is to say.
    package var ending: Ending {
        switch self {
        case .done: .done
        case .failed: .failed
        case .notStarted: .notStarted
        case .unknown: .unknown
        }
    }
}

extension ActionState {
    var isDone: Bool { ending == .done }

    /// The logger that is there after a done action.
    var id: String? {
        if case .done(let id) = self { id } else { nil }
    }
}
