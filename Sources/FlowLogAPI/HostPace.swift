/// How fast one host may be called.
struct HostPace {
    typealias Caller = AsyncStream<Never>.Continuation

    private let host: String
    /// How many calls may run at once now.
    private(set) var limit: Int
    /// The setting of the limit: what a call shows about an earlier one does not count.
    private var generation = 0
    private var running = 0
    /// By the number of the cloud.
    private var runningOfCloud: [Int: Int] = [:]
    var line = FairLine<Caller>()
    /// The turns of callers that were called out of the line and have not come yet.
    var called: [FairLine<Caller>.Ticket: Throttle.Turn] = [:]
    private(set) var pausedUntil = Duration.zero
    /// Why it gets no further call.
    private(set) var surrender: Throttle.Closed?
    private let most: Int
    private var answers = 0
    private var failingSince: Duration?
    private var retries = 0

    /// - Parameters:
    ///   - host: name and port.
    ///   - limit: how many calls may run at once when all is well.
    init(_ host: String, limit: Int) {
        self.host = host
        (self.limit, most) = (limit, limit)
    }

    /// Whether one more call may run.
    var isFree: Bool { running < limit }

    mutating func begin(_ cloud: Int) -> Throttle.Turn {
        running += 1
        runningOfCloud[cloud, default: 0] += 1
        return Throttle.Turn(host: host, cloud: cloud, generation: generation)
    }

    mutating func end(_ turn: Throttle.Turn) {
        running -= 1
        if let left = runningOfCloud[turn.cloud] { runningOfCloud[turn.cloud] = left == 1 ? nil : left - 1 }
    }

    /// Gives a place to the next one in the line.
    /// - Returns: whether there was one.
    mutating func callNext() -> Bool {
        guard isFree, let (ticket, caller) = line.removeNext(running: runningOfCloud) else { return false }
        called[ticket] = begin(ticket.cloud)
        caller.finish()
        return true
    }

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
