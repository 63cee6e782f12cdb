/// How fast one host may be called.
struct HostPace {
    typealias Caller = AsyncStream<Never>.Continuation

    /// How many calls may run at once now.
    private(set) var limit: Int
    /// The setting of the limit: what a call shows about an earlier one does not count.
    private(set) var generation = 0
    var running = 0
    var line = WaitingLine<Caller>()
    /// The turns of callers that were called out of the line and have not come yet.
    var called: [Int: Throttle.Turn] = [:]
    private(set) var pausedUntil = Duration.zero
    /// Why it gets no further call.
    private(set) var surrender: Throttle.Closed?
    private let most: Int
    private var answers = 0
    private var failingSince: Duration?
    private var retries = 0

    /// - Parameter limit: how many calls may run at once when all is well.
    init(limit: Int) { (self.limit, most) = (limit, limit) }

    /// Takes in how a call ended.
    /// - Parameter failure: nil for a good answer.
    mutating func note(_ failure: CallFailure?, of turn: Throttle.Turn, at now: Duration) {
        switch failure?.verdict ?? .healthy {
        case .healthy:
            failingSince = nil
            if turn.generation == generation { noteAnswer() }
        case .overloaded:
            failingSince = failingSince ?? now
            // Calls that ran side by side are all refused for the same reason: once.
            if turn.generation == generation { setLimit(max(limit / 2, 1)) }
        case .failing:
            failingSince = failingSince ?? now
        }
    }

    /// Lets nobody call for a while.
    /// - Returns: whether a pause begins with it.
    mutating func pause(_ duration: Duration, at now: Duration) -> Bool {
        defer { pausedUntil = max(pausedUntil, now + duration) }
        return pausedUntil <= now
    }

    /// Counts a retry that would be sent at a time.
    /// - Throws: `gaveUp`, from now on for everybody.
    mutating func takeRetry(at time: Duration, reason: String) throws(Throttle.Closed) {
        if let surrender { throw surrender }
        guard time - (failingSince ?? time) <= Throttle.patience else {
            let closed = Throttle.Closed.gaveUp(retries: retries, reason: reason)
            surrender = closed
            throw closed
        }
        retries += 1
    }

    private mutating func noteAnswer() {
        guard limit < most else { return }
        answers += 1
        if answers == Throttle.recovery { setLimit(limit + 1) }
    }

    private mutating func setLimit(_ newLimit: Int) {
        limit = newLimit
        generation += 1
        answers = 0
    }
}
