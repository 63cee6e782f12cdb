import FlowLogModel
import FlowLogPlan

/// The proof at the end of an apply: lists once more and plans once more (CONTRACT section 6).
struct Prover {
    let plan: Plan
    let results: [ApplyOutcome.Result]
    let planes: [Place: any ControlPlane]
    let ticker: Ticker
    let interruption: Interruption

    /// Lists and plans again; a list that does not show yet what was read back from the service already is asked for again for a while.
    func proof() async -> ApplyOutcome.Proof {
        for pause in LookAgain.pauses {
            let proof = await listed()
            guard case .planned(let again) = proof, lags(again) else { return proof }
            do { try await interruption.sleep(pause, ticker) } catch { return proof }
        }
        return await listed()
    }

    private func listed() async -> ApplyOutcome.Proof {
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

    /// Whether a plan made from a list has a logger that is gone by now, or something else to do for a key that is done.
    private func lags(_ again: Plan) -> Bool {
        let done = results.filter(\.state.isDone)
        let left = Set(results.filter { !$0.state.isDone }.compactMap(\.change.action.live?.id))
        let gone = Set(done.compactMap { $0.change.action.live?.id }).subtracting(done.compactMap(\.state.id))
        let settled = Set(done.filter { $0.state.id != nil }.map(\.change.keyAddress))
        return again.changes.contains { change in
            let id = change.action.live?.id ?? ""
            if gone.contains(id) { return true }
            return !left.contains(id) && settled.contains(change.keyAddress) && change.isOpen
        }
    }
}

/// How long a list may lag behind a write: it is asked for again for a little more than 30 seconds in all (CONTRACT section 6).
enum LookAgain {
    static let pauses: [Duration] = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .milliseconds(15_500)]
}
