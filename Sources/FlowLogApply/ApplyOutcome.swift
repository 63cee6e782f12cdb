import FlowLogModel
package import FlowLogPlan

/// What an apply did, proven by a last list.
package struct ApplyOutcome: Sendable {
    /// In the order in which actions may start.
    package let results: [Result]
    /// What the last list shows.
    package let proof: Proof
    /// Whether it was asked to end before its end.
    package let wasInterrupted: Bool
    /// Canonical ids of the loggers that were there before, or that the run made.
    private let known: Set<String>

    init(results: [Result], proof: Proof, wasInterrupted: Bool = false, known: Set<String> = []) {
        self.results = results
        self.proof = proof
        self.wasInterrupted = wasInterrupted
        self.known = known
    }

    /// One action and how it ended.
    package struct Result: Sendable {
        /// What was to be done.
        package let change: Change
        /// How it ended.
        package let state: ActionState
        /// From its start to its end; zero for one that was not started.
        package let elapsed: Duration
    }

    /// What the last list shows (Contract: Apply, Proof).
    package enum Proof: Sendable {
        /// Planned again: what still differs is in the plan.
        case planned(Plan)
        /// Why there was no list that proves anything.
        case impossible(String)
        /// The run was interrupted, and nobody waits for a list.
        case skipped
    }

    /// The result in one word, from which the exit code follows.
    package enum Verdict: Sendable, Hashable {
        /// All is done, and the last list proves it.
        case complete
        /// Something is not done, not proven, or in ERROR.
        case incomplete
        /// The run was asked to end.
        case interrupted
        /// All that is not done are loggers that were not ready in time.
        case timedOut
    }

    /// Changes that the last plan still has.
    package var remaining: [Change] {
        guard case .planned(let plan) = proof else { return [] }
        return plan.changes.filter(\.isOpen)
    }

    /// Whether what still differs has to do with loggers that somebody else made while the run went on.
    package var hasCompany: Bool { remaining.contains(where: isOthers) }

    /// Whether a change is about a logger that somebody else made while the run went on.
    package func isOthers(_ change: Change) -> Bool {
        let kept: LiveLogger? = if case .delete(_, .superseded(let kept)) = change.action { kept } else { nil }
        return [change.action.live, kept].contains { live in live.map { !known.contains($0.id.canonicalID) } ?? false }
    }

    /// Loggers that the manifest has and that are in ERROR, changed or not.
    package var inError: [Change] {
        guard case .planned(let plan) = proof else { return [] }
        return plan.loggersInError
    }

    /// What the results and the proof come to.
    package var verdict: Verdict {
        if wasInterrupted { return .interrupted }
        var late: Set<KeyAddress> = []
        for result in results {
            switch result.state {
            case .done: continue
            case .unknown(_, id: _, timedOut: true): late.insert(result.change.keyAddress)
            case .failed, .notStarted, .unknown: return .incomplete
            }
        }
        guard case .planned = proof, inError.isEmpty, remaining.allSatisfy({ late.contains($0.keyAddress) }) else { return .incomplete }
        return late.isEmpty ? .complete : .timedOut
    }
}

extension Plan {
    /// Selected loggers of the manifest that are in ERROR.
    package var loggersInError: [Change] { changes.filter { $0.isWanted && $0.action.live?.status == .error } }
}

extension ApplyOutcome {
    /// How many of its actions ended in which way.
    package var counts: EndingCounts { results.reduce(into: EndingCounts()) { $0.add($1.state.ending) } }
}
