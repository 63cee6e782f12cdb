import FlowLogModel
package import FlowLogPlan

/// What is known of a run's actions while they go on, from its events: a run that must end at once can still say what it did.
package struct Ledger: Sendable {
    private var started: Set<ChangeAddress> = []
    private var waiting: [ChangeAddress: (id: String, status: LoggerStatus)] = [:]
    private var finished: [ChangeAddress: (state: ActionState, elapsed: Duration)] = [:]

    package init() {}

    /// Takes an event of the run, in order.
    package mutating func record(_ event: ApplyEvent) {
        switch event {
        case .started(let change): started.insert(change.fullAddress)
        case .finished(let change, let state, let elapsed): finished[change.fullAddress] = (state, elapsed)
        case .waiting(let change, let id, let status, _): waiting[change.fullAddress] = (id, status)
        case .began, .proving, .interrupted: break
        }
    }

    /// The outcome if the run ended now: what still runs is unknown.
    package func outcomeNow(of plan: Plan) -> ApplyOutcome {
        let awaited = plan.changes.filter { $0.isAwaited && started.contains($0.fullAddress) }
        let results = (Schedule(plan).steps.map(\.change) + awaited).map { change in
            let known = finished[change.fullAddress] ?? (openState(of: change.fullAddress), .zero)
            return ApplyOutcome.Result(change: change, state: known.state, elapsed: known.elapsed)
        }
        return ApplyOutcome(results: results, proof: .skipped, wasInterrupted: true)
    }

    private func openState(of address: ChangeAddress) -> ActionState {
        guard started.contains(address) else { return .notStarted("interrupted") }
        guard let (id, status) = waiting[address] else { return .unknown("interrupted while it ran: run apply again", timedOut: false) }
        return .unknown("interrupted while \(id) was \(status.rawValue): run apply again to wait for it", id: id, timedOut: false)
    }
}
