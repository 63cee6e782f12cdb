package import FlowLogModel
package import FlowLogPlan

/// Runs a plan and proves the result by listing and planning again (Contract: Apply).
/// - Parameters:
///   - plan: what to do; its blocked changes are left alone, so check `plan.refusal` first.
///   - planes: the service, for every place that the plan's stacks act in.
///   - settings: parallelism and waiting.
///   - ticker: the clock.
///   - interruption: ends the run early when it is requested.
///   - emit: takes the events; called from several tasks at once.
/// - Returns: how every action ended, and what the last list shows.
package func apply(
    _ plan: Plan, on planes: [Place: any ControlPlane], settings: ApplySettings, ticker: Ticker = .continuous,
    interruption: Interruption = Interruption(), emit: @escaping @Sendable (ApplyEvent) -> Void
) async -> ApplyOutcome {
    emit(.began(actions: plan.changes.count { $0.isPending || $0.isAwaited }))
    let log = RunLog()
    let executor = Executor(planes: planes, settings: settings, ticker: ticker, interruption: interruption, log: log, emit: emit)
    var results = await executor.run(Schedule(plan))
    results += await Settling(plan: plan, planes: planes, settings: settings, ticker: ticker, interruption: interruption, emit: emit)
        .results()
    guard !results.isEmpty else { return ApplyOutcome(results: [], proof: .planned(plan)) }
    if interruption.isRequested { return ApplyOutcome(results: results, proof: .skipped, wasInterrupted: true) }
    emit(.proving)
    let prover = Prover(plan: plan, results: results, log: log, planes: planes, ticker: ticker, interruption: interruption)
    // A pause that outlasts what the user waits for does not keep the result from being looked at.
    let bounds = CallBounds(deadline: ticker.now() + settings.waitTimeout, isOwed: true)
    let proof = await CallBounds.$current.withValue(bounds) { await prover.proof() }
    return ApplyOutcome(results: results, proof: proof, wasInterrupted: interruption.isRequested, known: known(before: plan, log, proof))
}

/// Ids of the loggers that were there before this run, or that it made; empty where nothing is left to do, since nobody asks then.
private func known(before plan: Plan, _ log: RunLog, _ proof: ApplyOutcome.Proof) -> Set<String> {
    guard case .planned(let again) = proof, again.hasChanges else { return [] }
    let lists = Dictionary(plan.stacks.map { ($0.stack.place, $0.listed) }, uniquingKeysWith: { first, _ in first })
    return log.made.union(lists.values.joined().map(\.id.canonicalID))
}

/// Keeps as many actions going as the settings allow, in the order of the schedule.
private struct Executor {
    let planes: [Place: any ControlPlane]
    let settings: ApplySettings
    let ticker: Ticker
    let interruption: Interruption
    let log: RunLog
    let emit: @Sendable (ApplyEvent) -> Void

    func run(_ schedule: Schedule) async -> [ApplyOutcome.Result] {
        let steps = schedule.steps
        var results = [ApplyOutcome.Result?](repeating: nil, count: steps.count)
        var queue = StepQueue(steps, parallelism: settings.parallelism)
        var stop = Stopped()

        await withTaskGroup(of: (Int, ApplyOutcome.Result).self) { group in
            while true {
                while let next = queue.next(where: { steps[$0].predecessors.allSatisfy { results[$0] != nil } }) {
                    let step = steps[next]
                    let interrupted = interruption.isRequested ? "interrupted" : nil
                    if let reason = interrupted ?? stop.reason(for: step.change) ?? failedPrerequisite(step, steps, results) {
                        results[next] = ended(step.change, .notStarted(reason), since: ticker.now())
                        queue.end(of: step.place)
                        continue
                    }
                    let keeper = keeper(of: step, results)
                    group.addTask { (next, await run(step, keeper: keeper)) }
                }
                guard let (index, result) = await group.next() else { return }
                queue.end(of: steps[index].place)
                results[index] = result
                stop.record(result.state, failFast: settings.failFast)
            }
        }
        return results.compactMap { $0 }
    }

    private func failedPrerequisite(_ step: Schedule.Step, _ steps: [Schedule.Step], _ results: [ApplyOutcome.Result?]) -> String? {
        let undone = step.prerequisites.first { results[$0]?.state.isDone != true }
        return undone.map { "\(steps[$0].change.name) must be done first" }
    }

    /// The logger that stays where the step deletes a superseded one: after a replace it has another id than in the plan.
    private func keeper(of step: Schedule.Step, _ results: [ApplyOutcome.Result?]) -> Keeper? {
        guard let superseded = step.superseded else { return nil }
        let state = superseded.keptStep.flatMap { results[$0]?.state }
        return (state?.id ?? superseded.kept.action.live?.id).map {
            Keeper(id: $0, target: superseded.kept.action.target, isSettled: state?.isDone ?? true, standIn: superseded.standIn)
        }
    }

    private func run(_ step: Schedule.Step, keeper: Keeper?) async -> ApplyOutcome.Result {
        let start = ticker.now()
        guard let plane = planes[step.place] else {
            return ended(step.change, .notStarted("no service for \(step.change.stack)"), since: start)
        }
        emit(.started(step.change))
        let runner = ActionRunner(
            step: step, plane: plane, settings: settings, ticker: ticker, interruption: interruption, log: log, emit: emit, start: start)
        return ended(step.change, await runner.run(keeper: keeper), since: start)
    }

    private func ended(_ change: Change, _ state: ActionState, since start: Duration) -> ApplyOutcome.Result {
        let elapsed = ticker.now() - start
        let state = state.hiding(settings.secrets)
        emit(.finished(change, state, elapsed: elapsed))
        return ApplyOutcome.Result(change: change, state: state, elapsed: elapsed)
    }
}

/// Why nothing more, or no more of a kind, is started.
private struct Stopped {
    private var failedFast = false
    private var lostMark = false

    mutating func record(_ state: ActionState, failFast: Bool) {
        if case .failed(let failure) = state, failure.flaw == .lostMark { lostMark = true }
        if state.isDone { return }
        if failFast { failedFast = true }
    }

    func reason(for change: Change) -> String? {
        if failedFast { return "another action was not done (--fail-fast)" }
        return lostMark && change.trustsMarks ? "the service does not keep owner marks" : nil
    }
}

extension Change {
    /// Whether it makes a logger owned that was not, or deletes one for having no mark: the service may have lost it.
    fileprivate var trustsMarks: Bool {
        switch action {
        case .create, .replace, .update(_, _, _, .adopt), .delete(_, .unmanaged): true
        case .noOp, .update, .delete: false
        }
    }
}
