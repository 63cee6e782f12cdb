import FlowLogModel
import FlowLogPlan

extension Change {
    /// Whether there is nothing to do for an owned, selected logger but to wait: an earlier run left it in BUILD (Contract: Apply, Proof).
    package var isAwaited: Bool {
        guard isInBuild, blocked == nil, case .noOp(let live?, .some) = action else { return false }
        return live.mark?.stack == stack
    }
}

/// The wait for loggers that an earlier run left in BUILD: one for all, by lists.
struct Settling {
    let plan: Plan
    let planes: [Place: any ControlPlane]
    let settings: ApplySettings
    let ticker: Ticker
    let interruption: Interruption
    let emit: @Sendable (ApplyEvent) -> Void

    private struct Awaited {
        let change: Change
        let id: String
        let place: Place
    }

    /// Waits until each has the status that it should have, or the time is up.
    /// - Returns: how it ended for each.
    func results() async -> [ApplyOutcome.Result] {
        var open = plan.stacks.flatMap { stack in
            stack.changes.filter(\.isAwaited).compactMap { change in
                change.action.live.map { Awaited(change: change, id: $0.id, place: stack.stack.place) }
            }
        }
        guard !interruption.isRequested else { return [] }
        let start = ticker.now()
        let deadline = start + settings.waitTimeout
        var results: [ApplyOutcome.Result] = []
        func end(_ awaited: Awaited, _ state: ActionState) {
            let elapsed = ticker.now() - start
            let state = state.hiding(settings.secrets)
            emit(.finished(awaited.change, state, elapsed: elapsed))
            results.append(ApplyOutcome.Result(change: awaited.change, state: state, elapsed: elapsed))
        }

        for awaited in open { emit(.started(awaited.change)) }
        var pause = Duration.milliseconds(500)
        while !open.isEmpty {
            let left = deadline - ticker.now()
            guard left > .zero else {
                for awaited in open { end(awaited, .late(awaited.id, settings.waitTimeout)) }
                break
            }
            do throws(Stop) { try await interruption.sleep(min(pause, left), ticker) } catch {
                for awaited in open { end(awaited, .interrupted(awaited.id)) }
                break
            }
            let lists = await CallBounds.$current.withValue(CallBounds(deadline: deadline)) { await self.lists(open) }
            open.removeAll { awaited in
                guard let state = state(of: awaited, lists[awaited.place], since: start) else { return false }
                end(awaited, state)
                return true
            }
            pause = min(pause * 3 / 2, .seconds(5))
        }
        return results
    }

    /// How it ended for a logger; nil while it is waited for.
    private func state(
        of awaited: Awaited, _ list: Result<[String: LiveLogger], ControlPlaneError>?, since start: Duration
    ) -> ActionState? {
        switch list {
        case .success(let loggers)?:
            guard let live = loggers[awaited.id] else {
                return .unknown("\(awaited.id) is no longer in the list: run apply again", id: awaited.id, timedOut: false)
            }
            if live.status == .goal(isEnabled: live.fields.isEnabled) { return .done(id: awaited.id) }
            if live.status == .error { return .failed(.inError(live)) }
            emit(.waiting(awaited.change, id: awaited.id, live.status, elapsed: ticker.now() - start))
            return nil
        case .failure(let error)?:
            return error.isLate || interruption.isRequested ? nil : Stop.unread(awaited.id, error).state
        case nil:
            return .unknown("no service for \(awaited.change.stack)", id: awaited.id, timedOut: false)
        }
    }

    /// Each place's loggers that are waited for, by id.
    private func lists(_ awaited: [Awaited]) async -> [Place: Result<[String: LiveLogger], ControlPlaneError>] {
        let ids = Dictionary(grouping: awaited, by: \.place).mapValues { Set($0.map(\.id)) }
        var lists: [Place: Result<[String: LiveLogger], ControlPlaneError>] = [:]
        for (place, ids) in ids {
            guard let plane = planes[place] else { continue }
            do throws(ControlPlaneError) {
                let loggers = try await plane.list().filter { ids.contains($0.id) }
                lists[place] = .success(Dictionary(loggers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }))
            } catch {
                lists[place] = .failure(error)
            }
        }
        return lists
    }
}

extension ActionState {
    fileprivate static func interrupted(_ id: String) -> ActionState {
        .unknown("interrupted while waiting for \(id) (it is BUILD): run apply again to wait for it", id: id, timedOut: false)
    }

    fileprivate static func late(_ id: String, _ timeout: Duration) -> ActionState {
        .unknown(
            "\(id) did not become ready within \(timeout.text) (it is BUILD): run apply again to wait for it", id: id, timedOut: true)
    }
}
