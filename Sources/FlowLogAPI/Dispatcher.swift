import FlowLogApply
import FlowLogModel
import Logging
import NIOHTTP1

/// Sends the calls of one cloud as the throttle lets them, and again as the retry policy says.
struct Dispatcher: Sendable {
    let transport: HTTPTransport
    /// Shared by all clouds.
    private let throttle: Throttle
    /// The number of the cloud.
    private let cloud: Int
    private let budgets = RetryBudgets()
    private var settings: TransportSettings { transport.settings }
    /// A call that has been waiting this long says why.
    private static let longSilence = Duration.seconds(10)

    init(transport: HTTPTransport, throttle: Throttle, cloud: Int) {
        self.transport = transport
        self.throttle = throttle
        self.cloud = cloud
    }

    /// Sends a call until it succeeds or there is no point in going on.
    /// - Parameter read: makes the result of a 2xx answer; what it cannot read counts as a failed attempt.
    /// - Throws: the last attempt's failure; for a PUT or DELETE of which an earlier attempt may have been carried out, one that says so.
    func send<Value>(_ call: HTTPCall, _ read: (HTTPAnswer) throws(ControlPlaneError) -> Value)
        async throws(ControlPlaneError) -> Value
    {
        var mayHaveHappened = false
        do throws(ControlPlaneError) {
            return try await send(call, mayHaveHappened: &mayHaveHappened, read)
        } catch {
            let error = settings.told(error, of: call)
            switch error.kind {
            case .unreachable, .refused, .notAuthenticated, .notAuthorized:
                throw mayHaveHappened
                    ? ControlPlaneError(.unclear, error.message, requestID: error.requestID, isLate: error.isLate) : error
            case .unclear, .invalidAnswer, .notFound: throw error
            }
        }
    }

    private func send<Value>(
        _ call: HTTPCall, mayHaveHappened: inout Bool, _ read: (HTTPAnswer) throws(ControlPlaneError) -> Value
    ) async throws(ControlPlaneError) -> Value {
        var elapsed = Duration.zero
        var last: ControlPlaneError?
        var attempt = 0
        let bounds = CallBounds.current
        while true {
            let turn = try await self.turn(after: last, call, bounds)
            attempt += 1
            let start = settings.ticker.now()
            var timeout = RetryPolicy.timeout(attempt: attempt, elapsed: elapsed, requestTimeout: settings.requestTimeout)
            if call.isRead, !bounds.isOwed, let deadline = bounds.deadline {
                timeout = min(timeout, max(deadline - start, .milliseconds(1)))
            }
            let result = await Self.result(of: call, transport, timeout: timeout, read)
            elapsed += settings.ticker.now() - start
            guard case .failure(let failure) = result else {
                throttle.leave(turn, nil)
                budgets.note(nil, of: call.host)
                return try result.mapError(\.error).get()
            }
            budgets.note(failure, of: call.host)
            if let pause = throttle.leave(turn, failure), pause >= Self.longSilence {
                settings.log(
                    .warning, "\(call.host) asks to wait \(pause.components.seconds) s (Retry-After): all calls to it pause")
            }
            last = failure.error
            if call.method == .PUT || call.method == .DELETE, failure.error.mayHaveHappened { mayHaveHappened = true }
            elapsed += try await pause(before: attempt + 1, of: call, failure, elapsed: elapsed, bounds)
        }
    }

    private static func result<Value>(
        of call: HTTPCall, _ transport: HTTPTransport, timeout: Duration, _ read: (HTTPAnswer) throws(ControlPlaneError) -> Value
    ) async -> Result<Value, CallFailure> {
        await transport.send(call, timeout: timeout).flatMap { answer in
            do throws(ControlPlaneError) { return .success(try read(answer)) } catch {
                // A PUT that was answered by 2xx is done, or never got to the service: reading the logger tells, sending it again does not.
                return .failure(CallFailure(error, isFinal: error.isSettled || call.method == .PUT))
            }
        }
    }

    private func turn(
        after last: ControlPlaneError?, _ call: HTTPCall, _ bounds: CallBounds
    ) async throws(ControlPlaneError) -> Throttle.Turn {
        do throws(Throttle.Closed) {
            try budgets.check(call.host)
            let turn = try await throttle.enter(call.host, of: cloud, bounds)
            // The wait may have been long.
            do throws(Throttle.Closed) { try budgets.check(call.host) } catch {
                throttle.leaveUnused(turn)
                throw error
            }
            return turn
        } catch {
            if let last { throw last.after(error) }
            switch error {
            case .cancelled: throw ControlPlaneError(.unreachable, "not sent, because the call was cancelled")
            case .interrupted: throw ControlPlaneError(.unreachable, "not sent, because the run was interrupted")
            case .late: throw ControlPlaneError(.unreachable, "not sent, because the time for it was up", isLate: true)
            case .gaveUp(_, let reason): throw ControlPlaneError(.unreachable, reason).after(error)
            }
        }
    }

    /// Waits before the next attempt. Once the run is to end or the time is up, only a call that is owed and that certainly did nothing is
    /// sent again, and that once.
    /// - Returns: how much of the wait counts as the call's own time.
    /// - Throws: the failure, if there is no next attempt.
    private func pause(before attempt: Int, of call: HTTPCall, _ failure: CallFailure, elapsed: Duration, _ bounds: CallBounds)
        async throws(ControlPlaneError) -> Duration
    {
        // A cancelled attempt looks like a lost one.
        if Task.isCancelled || settings.interruption.isRequested { throw failure.error }
        let decision = RetryPolicy.decide(
            attempt: attempt - 1, isRepeatable: call.isRepeatable, failure: failure, elapsed: elapsed, random: settings.random())
        guard case .wait(let wait) = decision else {
            var words = [failure.error.message]
            if case .stop(because: let reason?) = decision { words.append(reason) }
            if attempt > 2 { words.append("tried \(attempt - 1) times in \(Duration.seconds(max(elapsed.components.seconds, 1)).text)") }
            throw failure.error.saying(words.joined(separator: "; "))
        }
        let isOwed = bounds.isOwed && !failure.error.mayHaveHappened
        let left = bounds.deadline.map { $0 - settings.ticker.now() }
        if let left, left <= wait, !isOwed || left <= .zero { throw failure.error.after(.late) }
        do throws(Throttle.Closed) {
            try throttle.takeRetry(of: call.host, after: wait, reason: failure.error.message)
            try budgets.take(of: call.host, reason: failure.error.message)
        } catch {
            throw failure.error.after(error)
        }
        let next = "attempt \(attempt) of \(RetryPolicy.attempts) in \(Int(wait / .milliseconds(1))) ms"
        settings.log(elapsed >= Self.longSilence ? .warning : .debug, "\(call.name): \(next), after: \(failure.error.message)")
        do { try await settings.interruption.pause(min(wait, left ?? wait), settings.ticker) } catch {
            guard isOwed, !Task.isCancelled else { throw failure.error }
        }
        return failure.retryAfter == nil ? wait : .zero
    }
}

extension ControlPlaneError {
    /// The error of a call that gets no further turn.
    fileprivate func after(_ closed: Throttle.Closed) -> ControlPlaneError {
        switch closed {
        case .cancelled, .interrupted: self
        case .late: ControlPlaneError(kind, message, requestID: requestID, isLate: true)
        case .gaveUp(let retries, _):
            saying("gave up after \(retries) retries in this run: \(message)")
        }
    }
}
