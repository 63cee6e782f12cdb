package import FlowLogModel
package import FlowLogPlan

/// Runs a plan and proves the result by listing and planning again (CONTRACT section 6).
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
    let executor = Executor(planes: planes, settings: settings, ticker: ticker, interruption: interruption, emit: emit)
    let results = await executor.run(Schedule(plan))
    guard !results.isEmpty else { return ApplyOutcome(results: [], proof: .planned(plan)) }
    if interruption.isRequested { return ApplyOutcome(results: results, proof: .skipped, wasInterrupted: true) }
    emit(.proving)
    return ApplyOutcome(results: results, proof: await proof(of: plan, results, on: planes, ticker: ticker, interruption: interruption))
}

/// Lists and plans again; a list that does not show yet what was read back from the service already is asked for again for a while.
private func proof(
    of plan: Plan, _ results: [ApplyOutcome.Result], on planes: [Place: any ControlPlane], ticker: Ticker, interruption: Interruption
) async -> ApplyOutcome.Proof {
    let done = Set(results.filter { $0.state.isDone }.map(\.change.place))
    for pause in LookAgain.pauses {
        let proof = await listed(plan, on: planes)
        guard case .planned(let again) = proof, !interruption.isRequested,
            again.changes.contains(where: { $0.isPending && done.contains($0.place) })
        else { return proof }
        do { try await ticker.sleep(pause) } catch { return proof }
    }
    return await listed(plan, on: planes)
}

private func listed(_ plan: Plan, on planes: [Place: any ControlPlane]) async -> ApplyOutcome.Proof {
    var states: [Place: LiveState] = [:]
    do {
        for stack in plan.stacks where states[stack.stack.place] == nil {
            guard let plane = planes[stack.stack.place] else { return .impossible("no service for \(stack.stack.name)") }
            let list = try await plane.list()
            states[stack.stack.place] = try LiveState(region: stack.stack.region, projectID: stack.projectID, list: list)
        }
    } catch let error as ControlPlaneError {
        return .impossible(error.text)
    } catch {
        return .impossible("the list has loggers of several projects")
    }
    let stacks = plan.stacks.compactMap { stack in states[stack.stack.place].map { PlanInput(stack.stack, .success($0)) } }
    return .planned(makePlan(stacks, options: plan.options.withoutReplaces))
}

/// How long a list may lag behind a write: it is asked for again for a little more than 30 seconds in all (CONTRACT section 6).
enum LookAgain {
    static let pauses: [Duration] = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .milliseconds(15_500)]
}

/// Keeps as many actions going as the settings allow, in the order of the schedule.
private struct Executor {
    let planes: [Place: any ControlPlane]
    let settings: ApplySettings
    let ticker: Ticker
    let interruption: Interruption
    let emit: @Sendable (ApplyEvent) -> Void

    func run(_ schedule: Schedule) async -> [ApplyOutcome.Result] {
        let steps = schedule.steps
        var results = [ApplyOutcome.Result?](repeating: nil, count: steps.count)
        var waiting = Array(steps.indices)
        var stop = Stopped()

        await withTaskGroup(of: (Int, ApplyOutcome.Result).self) { group in
            var running = 0
            while true {
                while running < settings.parallelism, let next = nextReady(&waiting, steps, results) {
                    let step = steps[next]
                    let interrupted = interruption.isRequested ? "interrupted" : nil
                    if let reason = interrupted ?? stop.reason(for: step.change) ?? failedPrerequisite(step, steps, results) {
                        results[next] = ended(step.change, .notStarted(reason), since: ticker.now())
                        continue
                    }
                    let keeper = keeper(of: step, results)
                    group.addTask { (next, await run(step, keeper: keeper)) }
                    running += 1
                }
                guard let (index, result) = await group.next() else { return }
                running -= 1
                results[index] = result
                stop.note(result.state, failFast: settings.failFast)
            }
        }
        return results.compactMap { $0 }
    }

    /// The first waiting step whose prerequisites have ended.
    private func nextReady(_ waiting: inout [Int], _ steps: [Schedule.Step], _ results: [ApplyOutcome.Result?]) -> Int? {
        let position = waiting.firstIndex { index in steps[index].prerequisites.allSatisfy { results[$0] != nil } }
        return position.map { waiting.remove(at: $0) }
    }

    private func failedPrerequisite(_ step: Schedule.Step, _ steps: [Schedule.Step], _ results: [ApplyOutcome.Result?]) -> String? {
        let undone = step.prerequisites.first { results[$0]?.state.isDone != true }
        return undone.map { "\(steps[$0].change.address) has to be done first" }
    }

    /// The logger that stays where the step deletes a superseded one: after a replace it has another id than in the plan.
    private func keeper(of step: Schedule.Step, _ results: [ApplyOutcome.Result?]) -> Keeper? {
        guard let change = step.keeper else { return nil }
        let id = step.prerequisites.first.flatMap { results[$0]?.state.id } ?? change.action.live?.id
        return id.map { Keeper(id: $0, target: change.action.target) }
    }

    private func run(_ step: Schedule.Step, keeper: Keeper?) async -> ApplyOutcome.Result {
        let start = ticker.now()
        guard let plane = planes[step.place] else {
            return ended(step.change, .notStarted("no service for \(step.change.stack)"), since: start)
        }
        emit(.started(step.change))
        let runner = ActionRunner(
            change: step.change, knownIDs: step.knownIDs, projectID: step.projectID, plane: plane, settings: settings, ticker: ticker,
            interruption: interruption, emit: emit, start: start)
        return ended(step.change, await runner.run(keeper: keeper), since: start)
    }

    private func ended(_ change: Change, _ state: ActionState, since start: Duration) -> ApplyOutcome.Result {
        let elapsed = ticker.now() - start
        emit(.finished(change, state, elapsed: elapsed))
        return ApplyOutcome.Result(change: change, state: state, elapsed: elapsed)
    }
}

/// Why nothing more, or no more of a kind, is started.
private struct Stopped {
    private var failedFast = false
    private var lostMark = false

    mutating func note(_ state: ActionState, failFast: Bool) {
        if case .failed(let failure) = state, failure.lostMark { lostMark = true }
        if state.isDone { return }
        if failFast { failedFast = true }
    }

    func reason(for change: Change) -> String? {
        if failedFast { return "another action failed first (--fail-fast)" }
        return lostMark && change.writesNewMark ? "the service does not keep owner marks" : nil
    }
}

extension Change {
    /// Whether it makes a logger owned that was not: a create or an adoption.
    fileprivate var writesNewMark: Bool {
        switch action {
        case .create, .replace, .update(_, _, _, .adopt): true
        case .noOp, .update, .delete: false
        }
    }
}

extension ActionState {
    var isDone: Bool {
        if case .done = self { true } else { false }
    }

    /// The logger that is there after a done action.
    fileprivate var id: String? {
        if case .done(let id) = self { id } else { nil }
    }
}
