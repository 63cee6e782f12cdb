import FlowLogModel
import FlowLogPlan

/// What an action waits for. An interruption ends every wait.
extension ActionRunner {
    /// Polls until the logger has the status that it should have.
    /// - Parameters:
    ///   - goal: nil for the one that its own `admin_state_up` asks for.
    ///   - isNew: whether a 404 means "not yet" (Service facts: Flow log loggers).
    @discardableResult
    func waitForStatus(_ goal: LoggerStatus?, of id: String, isNew: Bool = false) async throws(Stop) -> LiveLogger {
        var status = LoggerStatus.build
        return try await poll(id, { "did not become \(goal?.rawValue ?? "ready")" }, { "it is \(status.rawValue)" }) {
            () async throws(Stop) in
            switch await show(id) {
            case .success(let live) where live.status == goal ?? .goal(isEnabled: live.fields.isEnabled):
                return live
            case .success(let live) where live.status == .error:
                throw .failed(.inError(live))
            case .success(let live):
                status = live.status
                emit(.waiting(change, id: id, live.status, elapsed: ticker.now() - start))
            case .failure(let error):
                guard error.kind == .notFound else {
                    try checkTime(error, id)
                    return nil
                }
                guard isNew else { throw .failed(ActionFailure(error)) }
            }
            return nil
        }
    }

    func waitUntilGone(_ id: String) async throws(Stop) {
        _ = try await poll(id, { "is still there after its delete" }, { "it was deleted" }) { () async throws(Stop) -> Bool? in
            switch await show(id) {
            case .success(let live):
                emit(.waiting(change, id: id, live.status, elapsed: ticker.now() - start))
                return nil
            case .failure(let error):
                if error.kind == .notFound { return true }
                try checkTime(error, id)
                return nil
            }
        }
    }

    /// Reads a logger that was just made, so that a 404 means "not yet".
    func readNew(_ id: String) async throws(Stop) -> LiveLogger {
        try await poll(id, { "cannot be read" }, { "it was made" }) { () async throws(Stop) -> LiveLogger? in
            switch await show(id) {
            case .success(let live): return live
            case .failure(let error):
                if error.kind != .notFound { try checkTime(error, id) }
                return nil
            }
        }
    }

    /// Ends a wait for a read that failed, unless it only was not sent because the wait is over anyway.
    private func checkTime(_ error: ControlPlaneError, _ id: String) throws(Stop) {
        guard error.isLate || interruption.isRequested else { throw .unread(id, error) }
    }

    /// The newest list, if a logger that should stay is gone: a 404 alone does not say so, a list must say it too (Contract: Whose logger is
    /// it, Matching), and both for as long as reads may lag behind writes.
    /// - Returns: nil if it is there.
    func listWithout(_ id: String) async throws(Stop) -> [LiveLogger]? {
        var newest: [LiveLogger]?
        for pause in [Duration.zero] + LookAgain.pauses {
            let left = deadline - ticker.now()
            guard pause == .zero || left > .zero else { break }
            do throws(Stop) { try await interruption.sleep(min(pause, left), ticker) } catch {
                throw .interrupted("interrupted before it was known whether \(id), which should stay, is gone: run apply again", id: id)
            }
            guard case .failure(let error) = await show(id), error.kind == .notFound else { return nil }
            if let list = try? await plane.list() { newest = list }
        }
        guard let newest else {
            throw .unknown("\(id), which should stay, cannot be read, and neither can the list: run apply again", id: id, timedOut: false)
        }
        if newest.contains(where: { $0.id.canonicalID == id.canonicalID }) { return nil }
        log.recordRemoved(id)
        return newest
    }

    /// Asks at once, then with growing pauses of 0.2 to 3 seconds, until there is an answer or the action's time is up.
    /// - Parameters:
    ///   - late: what is wrong with the logger when the time is up.
    ///   - state: how it is by then.
    private func poll<T: Sendable>(
        _ id: String, _ late: () -> String, _ state: () -> String, _ ask: () async throws(Stop) -> T?
    ) async throws(Stop) -> T {
        var pause = Duration.milliseconds(200)
        while true {
            if let answer = try await ask() { return answer }
            let left = deadline - ticker.now()
            guard left > .zero else {
                throw .unknown(
                    "\(id) \(late()) within \(settings.waitTimeout.text) (\(state())): run apply again to wait for it", id: id,
                    timedOut: true)
            }
            do throws(Stop) { try await interruption.sleep(min(pause, left), ticker) } catch {
                throw .interrupted("interrupted while waiting for \(id) (\(state())): run apply again to wait for it", id: id)
            }
            pause = min(pause * 3 / 2, .seconds(3))
        }
    }
}
