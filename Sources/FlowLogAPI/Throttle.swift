package import FlowLogApply
import Synchronization

/// How fast a run may call, shared by all of its calls (Contract: Apply, Retries; Contract: Many stacks, Calls at once).
///
/// Each host has a pace of its own: a `Retry-After` pauses all of its calls, and the number of its calls at once halves when it says 429 or
/// 503, and grows by one after `recovery` answers. All hosts share the number of calls of the run. Who has to wait, waits in the line of its
/// host; a place that becomes free goes to the hosts in turn, and at a host to the cloud that has the fewest, so that neither a host with
/// many callers nor a slow project keeps others waiting.
package final class Throttle: Sendable {
    /// Answers in a row, at the present number of calls at once, for one more.
    package static let recovery = 10
    /// How long a host may go without one answer before it gets no further retry; longer than the longest `Retry-After`, so that one such
    /// pause is always waited out.
    static let patience = Duration.seconds(600)

    /// Leave to make one call; every `enter` ends with a `leave`.
    package struct Turn: Sendable {
        let host: String
        let cloud: Int
        /// The setting of the limit that it was given under.
        let generation: Int
    }

    /// Why no more calls get a turn.
    package enum Closed: Error, Hashable {
        case cancelled
        /// The run is to end.
        case interrupted
        /// The action's time is up.
        case late
        case gaveUp(retries: Int, reason: String)
    }

    private struct State {
        var running = 0
        var hosts: [String: HostPace] = [:]
        /// The hosts with a line, the next one first.
        var order: [String] = []
    }

    private enum Entry {
        case turn(Turn)
        case pause(Duration)
        case line(FairLine<HostPace.Caller>.Ticket, AsyncStream<Never>)
    }

    private let limit: Int
    private let most: Int
    private let ticker: Ticker
    private let interruption: Interruption
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: how many calls to one host may run at once when all is well, at least 1.
    ///   - most: how many may run at once in all, at least 1.
    ///   - interruption: ends every wait for a turn when it is requested.
    package init(limit: Int, most: Int = .max, ticker: Ticker, interruption: Interruption = Interruption()) {
        self.limit = max(limit, 1)
        self.most = max(most, 1)
        self.ticker = ticker
        self.interruption = interruption
    }

    /// How many calls to a host may run at once now.
    package func limit(of host: String) -> Int { state.withLock { $0.hosts[host]?.limit } ?? limit }

    /// How many calls run now.
    package var running: Int { state.withLock { $0.running } }

    /// How many callers wait in lines.
    package var waiting: Int { state.withLock { $0.hosts.values.reduce(0) { $0 + $1.line.count } } }

    /// Waits for a turn: for the end of a pause and for a free place.
    /// - Parameters:
    ///   - host: who is called, by name and port.
    ///   - cloud: the number of who calls.
    ///   - bounds: what ends the wait; a call that is owed then gets its turn without the rest of the pause.
    /// - Throws: `gaveUp` for everybody once the host has not answered for too long.
    package func enter(_ host: String, of cloud: Int = 0, _ bounds: CallBounds = CallBounds()) async throws(Closed) -> Turn {
        while true {
            if Task.isCancelled { throw .cancelled }
            let now = ticker.now()
            let end = end(of: bounds, at: now)
            if let end, !bounds.isOwed { throw end }
            switch try entry(to: host, of: cloud, at: now, ignoringPause: end != nil) {
            case .turn(let turn): return turn
            case .pause(let pause): try? await interruption.pause(min(pause, bounds.deadline.map { $0 - now } ?? pause), ticker)
            case .line(let ticket, let stream):
                if let turn = await turn(from: stream, ticket, at: host, before: end == nil ? bounds : nil) { return turn }
            }
        }
    }

    private func end(of bounds: CallBounds, at now: Duration) -> Closed? {
        if interruption.isRequested { return .interrupted }
        return bounds.deadline.map { $0 <= now } == true ? .late : nil
    }

    private func entry(to host: String, of cloud: Int, at now: Duration, ignoringPause: Bool) throws(Closed) -> Entry {
        try state.withLock { state throws(Closed) in
            let isFull = state.running >= most
            let entry = try enter(
                &state.hosts[host, default: HostPace(host, limit: limit)], cloud, isFull, at: now, ignoringPause)
            switch entry {
            case .turn: state.running += 1
            case .line: if !state.order.contains(host) { state.order.append(host) }
            case .pause: break
            }
            return entry
        }
    }

    private func enter(
        _ pace: inout HostPace, _ cloud: Int, _ isFull: Bool, at now: Duration, _ ignoringPause: Bool
    ) throws(Closed) -> Entry {
        if let surrender = pace.surrender { throw surrender }
        if !ignoringPause, pace.pausedUntil > now { return .pause(pace.pausedUntil - now) }
        if !isFull, pace.line.isEmpty, pace.isFree { return .turn(pace.begin(cloud)) }
        let (stream, caller) = AsyncStream<Never>.makeStream()
        return .line(pace.line.add(caller, of: cloud), stream)
    }

    /// Waits in line until called, or the task is cancelled.
    /// - Parameter bounds: what ends the wait as well; nil for nothing.
    /// - Returns: nil for whoever left the line without a turn.
    private func turn(
        from stream: AsyncStream<Never>, _ ticket: FairLine<HostPace.Caller>.Ticket, at host: String, before bounds: CallBounds?
    ) async -> Turn? {
        await withTaskGroup(of: Void.self) { [ticker, interruption] group in
            group.addTask { for await _ in stream {} }
            if let bounds {
                group.addTask { await interruption.wait() }
                if let deadline = bounds.deadline { group.addTask { try? await ticker.sleep(deadline - ticker.now()) } }
            }
            await group.next()
            group.cancelAll()
        }
        return state.withLock { state in
            state.hosts[host]?.line.remove(ticket)
            return state.hosts[host]?.called.removeValue(forKey: ticket)
        }
    }

    /// Gives the turn back.
    /// - Parameter failure: nil for a good answer.
    /// - Returns: the pause for all that begins with this failure, if one does.
    @discardableResult
    package func leave(_ turn: Turn, _ failure: CallFailure?) -> Duration? {
        let now = ticker.now()
        return state.withLock { state in
            state.running -= 1
            var pause: Duration?
            if var pace = state.hosts.removeValue(forKey: turn.host) {
                pace.end(turn)
                pace.note(failure, of: turn, at: now)
                if let retryAfter = failure?.retryAfter, retryAfter <= RetryPolicy.longestRetryAfter {
                    if pace.pause(retryAfter, at: now) { pause = retryAfter }
                    // They come back when it is over.
                    for caller in pace.line.removeAll() { caller.finish() }
                }
                state.hosts[turn.host] = pace
            }
            callNext(&state)
            return pause
        }
    }

    /// Gives a turn back that was not used.
    func leaveUnused(_ turn: Turn) {
        state.withLock { state in
            state.running -= 1
            state.hosts[turn.host]?.end(turn)
            callNext(&state)
        }
    }

    /// Gives free places to those who wait, host by host in turn.
    private func callNext(_ state: inout State) {
        var passed = 0
        while state.running < most, passed < state.order.count {
            let host = state.order.removeFirst()
            guard var pace = state.hosts.removeValue(forKey: host) else { continue }
            if pace.callNext() {
                state.running += 1
                passed = 0
            } else {
                passed += 1
            }
            if !pace.line.isEmpty { state.order.append(host) } else if passed > 0 { passed -= 1 }
            state.hosts[host] = pace
        }
    }

    /// Takes a retry from the host's patience.
    /// - Parameters:
    ///   - wait: how much later it will be sent.
    ///   - reason: what failed, for the message in case that was the last.
    /// - Throws: `gaveUp`, from now on for everybody.
    package func takeRetry(of host: String, after wait: Duration, reason: String) throws(Closed) {
        let time = ticker.now() + wait
        try state.withLock { state throws(Closed) in
            try state.hosts[host, default: HostPace(host, limit: limit)].takeRetry(at: time, reason: reason)
        }
    }
}
