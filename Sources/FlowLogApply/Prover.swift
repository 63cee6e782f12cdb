import FlowLogModel
import FlowLogPlan

/// The proof at the end of an apply: lists once more and plans once more (Contract: Apply, Proof).
struct Prover {
    let plan: Plan
    let results: [ApplyOutcome.Result]
    let log: RunLog
    let planes: [Place: any ControlPlane]
    let ticker: Ticker
    let interruption: Interruption

    /// A plan made from lists, with what they show.
    private struct Look {
        let plan: Plan
        /// Canonical.
        let ids: Set<String>
    }

    /// Why there is no list.
    private struct Unlisted: Error {
        let reason: String
    }

    /// Lists and plans again. While a list does not yet show what this run itself did, it is fetched again for a while.
    func proof() async -> ApplyOutcome.Proof {
        var pauses = LookAgain.pauses[...]
        while true {
            let look: Look
            do throws(Unlisted) { look = try await self.look() } catch { return .impossible(error.reason) }
            guard lags(look) else { return .planned(look.plan) }
            do throws(Stop) {
                guard let pause = pauses.popFirst() else { return verdict(onLate: look) }
                try await interruption.sleep(pause, ticker)
            } catch {
                return .planned(look.plan)
            }
        }
    }

    private func look() async throws(Unlisted) -> Look {
        // What a stack of another shard takes over must look taken here too.
        let known = plan.stacks + plan.neighbours.filter { $0.failure == nil }
        let states = try await states(of: Dictionary(known.map { ($0.stack.place, $0) }, uniquingKeysWith: { first, _ in first }))
        let stacks = known.compactMap { stack in states[stack.stack.place].map { PlanInput(stack.stack, .success($0), stack.answers) } }
        return Look(
            plan: makePlan(stacks, options: plan.options.withoutReplaces),
            ids: Set(states.values.flatMap { $0.loggers.map(\.id.canonicalID) }))
    }

    /// What is live in all places, listed at the same time.
    /// - Parameter stacks: one of each place.
    private func states(of stacks: [Place: StackPlan]) async throws(Unlisted) -> [Place: LiveState] {
        let results = await withTaskGroup(of: (Place, Result<LiveState, Unlisted>).self) { group in
            for (place, stack) in stacks {
                group.addTask {
                    do throws(Unlisted) { return (place, .success(try await state(of: stack))) } catch { return (place, .failure(error)) }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var states: [Place: LiveState] = [:]
        for (place, result) in results { states[place] = try result.get() }
        return states
    }

    private func state(of stack: StackPlan) async throws(Unlisted) -> LiveState {
        guard let plane = planes[stack.stack.place] else { throw Unlisted(reason: "no service for \(stack.stack.name)") }
        do {
            return try LiveState(
                region: stack.stack.region, service: stack.service, projectID: stack.projectID, list: try await plane.list())
        } catch let error as ControlPlaneError {
            throw Unlisted(reason: "the last list failed: \(error.text)")
        } catch {
            throw Unlisted(reason: "the last list has loggers of several projects")
        }
    }

    /// Whether a list is older than what this run did.
    private func lags(_ look: Look) -> Bool {
        let lacksWhatWasMade = !log.made.isSubset(of: look.ids)
        let hasWhatWasRemoved = !log.removed.isDisjoint(with: look.ids)
        return lacksWhatWasMade || hasWhatWasRemoved || asksForWhatWasDone(look.plan)
    }

    /// Whether a new plan has something to do for a key that this run brought in order, which would not be so if the list were new. A
    /// logger whose own action was not done may well need it still, and a key of which loggers were only deleted was not brought in order.
    private func asksForWhatWasDone(_ again: Plan) -> Bool {
        let keysInOrder = Set(results.filter { $0.state.isDone && $0.state.id != nil && !$0.change.mayLeaveMore }.map(\.change.keyAddress))
        let loggersNotDone = Set(results.filter { !$0.state.isDone }.compactMap(\.change.action.live?.id))
        return again.changes.contains { change in
            let isNotDone = change.action.live.map { loggersNotDone.contains($0.id) } ?? false
            return change.isOpen && keysInOrder.contains(change.keyAddress) && !isNotDone
        }
    }

    /// What is known if no list ever showed what this run did: what differs, or that nothing is proven.
    private func verdict(onLate look: Look) -> ApplyOutcome.Proof {
        let missing = log.made.subtracting(look.ids)
        guard !missing.isEmpty, !look.plan.hasChanges else { return .planned(look.plan) }
        let ids = results.compactMap(\.state.id).filter { missing.contains($0.canonicalID) }
        let names = ids.isEmpty ? missing.sorted() : ids
        return .impossible("the last list lacks \(names.joined(separator: ", ")), which this run created: run apply again")
    }
}
