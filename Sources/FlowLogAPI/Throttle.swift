package import FlowLogApply

/// How fast a run may call, shared by all of its calls (Contract: Apply, Retries).
///
/// A `Retry-After` pauses everybody; the number of calls at once halves when the server says 429 or 503, and grows by one after
/// `recovery` answers; retries come out of one budget.
package actor Throttle {
    /// Answers in a row, at the present number of calls at once, for one more.
    package static let recovery = 10

    /// Leave to make one call; every `enter` ends with a `leave`.
    package struct Turn: Sendable {
        /// The setting of the limit that it was given under: what a call shows about an earlier setting does not count.
        fileprivate let generation: Int
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

    /// How many calls may run at once now.
    package private(set) var limit: Int
    private let most: Int
    private let ticker: Ticker
    private let interruption: Interruption
    private var running = 0
    private var waiting: [AsyncStream<Never>.Continuation] = []
    private var pausedUntil = Duration.zero
    private var generation = 0
    private var answers = 0
    private var budget = RetryBudget()
    private var surrender: Closed?

    /// - Parameters:
    ///   - limit: how many calls may run at once when all is well, at least 1.
    ///   - interruption: ends every wait for a turn when it is requested.
    package init(limit: Int, ticker: Ticker, interruption: Interruption = Interruption()) {
        (self.limit, most) = (max(limit, 1), max(limit, 1))
        self.ticker = ticker
        self.interruption = interruption
    }

    /// Waits for a turn: for the end of a pause and for a free slot.
    /// - Parameter bounds: what ends the wait; a call that is owed then gets its turn without the rest of the pause.
    /// - Throws: `gaveUp` for everybody once the budget is used up.
    package func enter(_ bounds: CallBounds = CallBounds()) async throws(Closed) -> Turn {
        while true {
            if let surrender { throw surrender }
            if Task.isCancelled { throw .cancelled }
            let now = ticker.now()
            let end = end(of: bounds, at: now)
            if let end, !bounds.isOwed { throw end }
            let pause = end == nil ? pausedUntil - now : .zero
            if pause > .zero {
                try? await interruption.pause(min(pause, bounds.deadline.map { $0 - now } ?? pause), ticker)
            } else if running < limit {
                running += 1
                return Turn(generation: generation)
            } else {
                await slot(before: end == nil ? bounds : nil)
            }
        }
    }

    private func end(of bounds: CallBounds, at now: Duration) -> Closed? {
        if interruption.isRequested { return .interrupted }
        return bounds.deadline.map { $0 <= now } == true ? .late : nil
    }

    /// Gives the turn back.
    /// - Parameter failure: nil for a good answer.
    /// - Returns: the pause for all that begins with this failure, if one does.
    @discardableResult
    package func leave(_ turn: Turn, _ failure: CallFailure?) -> Duration? {
        running -= 1
        var pause: Duration?
        if let retryAfter = failure?.retryAfter, retryAfter <= RetryPolicy.longestRetryAfter {
            if pausedUntil <= ticker.now() { pause = retryAfter }
            pausedUntil = max(pausedUntil, ticker.now() + retryAfter)
        }
        switch failure?.verdict ?? .healthy {
        case .healthy:
            budget.noteAnswer()
            if turn.generation == generation { noteAnswer() }
        case .overloaded:
            budget.noteFailure(at: ticker.now())
            // Calls that ran side by side are all refused for the same reason: once.
            if turn.generation == generation { setLimit(max(limit / 2, 1)) }
        case .failing:
            budget.noteFailure(at: ticker.now())
        }
        for caller in waiting { caller.finish() }
        waiting = []
        return pause
    }

    /// Takes a retry from the run's budget.
    /// - Parameters:
    ///   - wait: how much later it will be sent.
    ///   - reason: what failed, for the message in case that was the last.
    /// - Throws: `gaveUp`, from now on for everybody.
    package func takeRetry(after wait: Duration, reason: String) throws(Closed) {
        if let surrender { throw surrender }
        guard budget.take(at: ticker.now() + wait) else {
            let closed = Closed.gaveUp(retries: budget.retries, reason: reason)
            surrender = closed
            throw closed
        }
    }

    private func noteAnswer() {
        guard limit < most else { return }
        answers += 1
        if answers == Self.recovery { setLimit(limit + 1) }
    }

    private func setLimit(_ newLimit: Int) {
        limit = newLimit
        generation += 1
        answers = 0
    }

    /// Waits until a slot may be free, or the task is cancelled.
    /// - Parameter bounds: what ends the wait as well; nil for nothing.
    private func slot(before bounds: CallBounds?) async {
        let (stream, caller) = AsyncStream<Never>.makeStream()
        waiting.append(caller)
        await withTaskGroup(of: Void.self) { [ticker, interruption] group in
            group.addTask { for await _ in stream {} }
            if let bounds {
                group.addTask { await interruption.wait() }
                if let deadline = bounds.deadline { group.addTask { try? await ticker.sleep(deadline - ticker.now()) } }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
