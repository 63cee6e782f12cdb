import FlowLogModel
import FlowLogPlan

/// What an action waits for. An interruption ends every wait.
extension ActionRunner {
    /// Polls until the logger has the status that it should have.
    /// - Parameters:
    ///   - goal: nil for the one that its own `admin_state_up` asks for.
    ///   - isNew: whether a 404 means "not yet" (FACTS section 1).
    @discardableResult
    func waitForStatus(_ goal: LoggerStatus?, of id: String, isNew: Bool = false) async throws(Stop) -> LiveLogger {
        try await poll("\(id) did not become \(goal?.rawValue ?? "ready")") { () async throws(Stop) in
            switch await show(id) {
            case .success(let live) where live.status == goal ?? .goal(isEnabled: live.fields.isEnabled):
                return live
            case .success(let live) where live.status == .error:
                let advice = ErrorAdvice(errorType: live.errorType)
                throw .failed(
                    ActionFailure("\(id) is in ERROR (\(live.errorType)): \(advice.cause); \(advice.advice)", errorType: live.errorType))
            case .success(let live):
                emit(.waiting(change, id: id, live.status, elapsed: ticker.now() - start))
            case .failure(let error):
                guard error.kind == .notFound else { throw .unread(id, error) }
                guard isNew else { throw .failed(ActionFailure(error)) }
            }
            return nil
        }
    }

    func waitUntilGone(_ id: String) async throws(Stop) {
        _ = try await poll("\(id) is still there after its delete") { () async throws(Stop) -> Bool? in
            switch await show(id) {
            case .success(let live):
                emit(.waiting(change, id: id, live.status, elapsed: ticker.now() - start))
                return nil
            case .failure(let error):
                guard error.kind == .notFound else { throw .unread(id, error) }
                return true
            }
        }
    }

    /// Asks at once, then with growing pauses of 0.2 to 3 seconds, until there is an answer or the time is up.
    private func poll<T: Sendable>(_ late: String, _ ask: () async throws(Stop) -> T?) async throws(Stop) -> T {
        let deadline = ticker.now() + settings.waitTimeout
        var pause = Duration.milliseconds(200)
        while true {
            if let answer = try await ask() { return answer }
            let left = deadline - ticker.now()
            guard left > .zero else { throw .unknown("\(late) within \(settings.waitTimeout.text)", timedOut: true) }
            try await sleep(min(pause, left))
            pause = min(pause * 3 / 2, .seconds(3))
        }
    }

    func waitForKeeper(_ id: String, insteadOf old: LiveLogger) async throws(Stop) {
        do throws(Stop) {
            let keeper = try await waitForStatus(nil, of: id)
            let owner = "\(change.stack)/\(change.key ?? "")"
            guard keeper.id != old.id, keeper.mark?.owner == owner else {
                throw .failed(ActionFailure("it does not carry the mark of \(owner)"))
            }
        } catch {
            throw .notStarted("\(id), which stays, is not ready: \(error.reason)")
        }
    }

    func sleep(_ duration: Duration) async throws(Stop) { try await interruption.sleep(duration, ticker) }
}

extension Interruption {
    /// Sleeps in short steps, so that an interruption ends it soon.
    func sleep(_ duration: Duration, _ ticker: Ticker) async throws(Stop) {
        var left = duration
        while left > .zero {
            guard !isRequested else { throw .interrupted }
            do { try await ticker.sleep(min(left, .milliseconds(200))) } catch { throw .interrupted }
            left -= .milliseconds(200)
        }
    }
}
