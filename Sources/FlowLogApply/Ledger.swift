package import FlowLogPlan

/// What is known of a run's actions while they go on, from its events: a run that must end at once can still say what it did.
package struct Ledger: Sendable {
    private var started: Set<ChangeAddress> = []
    private var finished: [ChangeAddress: (state: ActionState, elapsed: Duration)] = [:]

    package init() {}

    /// Takes an event of the run, in order.
    package mutating func note(_ event: ApplyEvent) {
        switch event {
        case .started(let change): started.insert(change.place)
        case .finished(let change, let state, let elapsed): finished[change.place] = (state, elapsed)
        case .waiting, .proving, .interrupted: break
        }
    }

    /// The outcome if the run ended now: what still runs is unknown.
    package func outcomeNow(of plan: Plan) -> ApplyOutcome {
        let results = Schedule(plan).steps.map { step in
            let place = step.change.place
            let open =
                started.contains(place) ? ActionState.unknown("interrupted while it ran", timedOut: false) : .notStarted("interrupted")
            let known = finished[place] ?? (open, .zero)
            return ApplyOutcome.Result(change: step.change, state: known.state, elapsed: known.elapsed)
        }
        return ApplyOutcome(results: results, proof: .skipped, wasInterrupted: true)
    }
}
