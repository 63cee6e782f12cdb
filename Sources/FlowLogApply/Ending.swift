/// How an action ended, without what is to be said about it: the four words of Contract: Apply, as result and events have them.
package enum Ending: String, Sendable, Hashable, CaseIterable {
    /// What was planned is so.
    case done
    /// It did not work, and what is there is known.
    case failed
    /// Nothing was sent.
    case notStarted = "not started"
    /// Something was sent, and nobody knows what became of it: the next run finds out.
    case unknown
}

/// How many actions ended in which way.
package struct EndingCounts: Sendable, Hashable {
    private var counts: [Ending: Int] = [:]

    package init() {}

    package subscript(ending: Ending) -> Int { counts[ending] ?? 0 }

    package mutating func add(_ ending: Ending) { counts[ending, default: 0] += 1 }
}

extension ActionState {
    package var ending: Ending {
        switch self {
        case .done: .done
        case .failed: .failed
        case .notStarted: .notStarted
        case .unknown: .unknown
        }
    }
}

extension ApplyOutcome {
    /// How many of its actions ended in which way.
    package var counts: EndingCounts { results.reduce(into: EndingCounts()) { $0.add($1.state.ending) } }
}
