import FlowLogAPI
import FlowLogApply
import Testing

@Suite("The pace of calls")
struct ThrottleTests {
    private let host = "a:443"
    private static let overload = CallFailure(ControlPlaneError(.refused(status: 503), "busy"))
    private static let lost = CallFailure(ControlPlaneError(.unclear, "lost"))

    private func throttle(_ limit: Int, _ ticker: Ticker = InstantClock().ticker) -> Throttle { Throttle(limit: limit, ticker: ticker) }

    /// One call after the other.
    private func call(_ throttle: Throttle, _ failure: CallFailure? = nil, times: Int = 1) async throws {
        for _ in 0..<times { throttle.leave(try await throttle.enter(host), failure) }
    }

    @Test("429 and 503 halve the number of calls at once, down to one", arguments: [429, 503])
    func halving(status: Int) async throws {
        let throttle = throttle(8)
        var limits: [Int] = []
        for _ in 0..<5 {
            try await call(throttle, CallFailure(ControlPlaneError(.refused(status: status), "busy")))
            limits.append(throttle.limit(of: host))
        }
        #expect(limits == [4, 2, 1, 1, 1])
    }

    @Test("calls that ran side by side halve it once")
    func sideBySide() async throws {
        let throttle = throttle(8)
        var turns: [Throttle.Turn] = []
        for _ in 0..<8 { turns.append(try await throttle.enter(host)) }
        for turn in turns { throttle.leave(turn, Self.overload) }
        #expect(throttle.limit(of: host) == 4)
    }

    @Test("other failures do not halve it")
    func otherFailures() async throws {
        let throttle = throttle(8)
        for kind in [ControlPlaneError.Kind.refused(status: 500), .unclear, .unreachable, .notFound, .refused(status: 409)] {
            try await call(throttle, CallFailure(ControlPlaneError(kind, "x")))
        }
        #expect(throttle.limit(of: host) == 8)
    }

    @Test("it recovers by one for each ten answers, never beyond where it began")
    func recovery() async throws {
        let throttle = throttle(4)
        try await call(throttle, Self.overload)
        var limits: [Int] = []
        for _ in 0..<4 {
            try await call(throttle, times: Throttle.recovery - 1)
            limits.append(throttle.limit(of: host))
            try await call(throttle)
            limits.append(throttle.limit(of: host))
        }
        #expect(limits == [2, 3, 3, 4, 4, 4, 4, 4])
        #expect(Throttle.recovery == 10)
    }

    @Test("an answer to a call from before the halving does not count for recovery")
    func lateAnswers() async throws {
        let throttle = throttle(16)
        var turns: [Throttle.Turn] = []
        for _ in 0..<11 { turns.append(try await throttle.enter(host)) }
        throttle.leave(turns.removeLast(), Self.overload)
        for turn in turns { throttle.leave(turn, nil) }
        #expect(throttle.limit(of: host) == 8)
    }

    @Test("no more run at once than the limit; who waits goes on when another one ends")
    func places() async throws {
        let throttle = throttle(2)
        let first = try await throttle.enter(host)
        let second = try await throttle.enter(host)
        let entered = Recorder<Int>()
        try await withThrowingTaskGroup { group in
            group.addTask { [host] in
                let turn = try await throttle.enter(host)
                entered.add(3)
                throttle.leave(turn, nil)
            }
            for _ in 0..<20 { await Task.yield() }
            #expect(entered.items.isEmpty)
            throttle.leave(first, nil)
            try await group.waitForAll()
        }
        #expect(entered.items == [3])
        throttle.leave(second, nil)
    }

    @Test("who waits for a place can be cancelled, and takes none")
    func cancelledInQueue() async throws {
        let throttle = throttle(1)
        let turn = try await throttle.enter(host)
        await withThrowingTaskGroup { group in
            group.addTask { [host] in _ = try await throttle.enter(host) }
            group.cancelAll()
            await #expect(throws: Throttle.Closed.cancelled) { try await group.next() }
        }
        throttle.leave(turn, nil)
        throttle.leave(try await throttle.enter(host), nil)
    }

    @Test("a Retry-After pauses everybody until it is over, also those who were waiting for a place")
    func pause() async throws {
        let clock = HeldClock()
        let throttle = throttle(3, clock.ticker)
        let asked = CallFailure(ControlPlaneError(.refused(status: 429), "slow down"), retryAfter: .seconds(30))
        let pause = throttle.leave(try await throttle.enter(host), asked)
        #expect(pause == .seconds(30))
        let times = Recorder<Duration>()
        try await withThrowingTaskGroup { group in
            for _ in 0..<6 {
                group.addTask { [host] in
                    let turn = try await throttle.enter(host)
                    times.add(clock.now)
                    throttle.leave(turn, nil)
                }
            }
            await clock.sleepers(6)
            clock.advance(by: .milliseconds(29_999))
            await clock.sleepers(6)
            #expect(times.items.isEmpty)
            clock.advance(by: .milliseconds(1))
            try await group.waitForAll()
        }
        #expect(times.items == Array(repeating: .seconds(30), count: 6))
    }

    @Test("the longest of several pauses counts; only the first one begins it")
    func overlappingPauses() async throws {
        let clock = InstantClock()
        let throttle = throttle(8, clock.ticker)
        let turns = [try await throttle.enter(host), try await throttle.enter(host), try await throttle.enter(host)]
        var begun: [Duration?] = []
        for (turn, seconds) in zip(turns, [20, 60, 5]) {
            begun.append(throttle.leave(turn, CallFailure(Self.overload.error, retryAfter: .seconds(seconds))))
        }
        #expect(begun == [.seconds(20), nil, nil])
        try await call(throttle)
        #expect(clock.now == .seconds(60))
    }

    @Test("a pause, a smaller limit and a line at one host are nothing to the others")
    func otherHosts() async throws {
        let clock = HeldClock()
        let throttle = throttle(1, clock.ticker)
        throttle.leave(try await throttle.enter(host), CallFailure(Self.overload.error, retryAfter: .seconds(30)))
        let turn = try await throttle.enter("b:443")
        throttle.leave(turn, nil)
        #expect(clock.now == .zero)
    }

    @Test("all hosts share the number of calls of the run, and who waits at each gets a place in turn")
    func inAll() async throws {
        let throttle = Throttle(limit: 8, most: 2, ticker: InstantClock().ticker)
        var turns = [try await throttle.enter("busy"), try await throttle.enter("busy")]
        let entered = Recorder<String>()
        try await withThrowingTaskGroup { group in
            for host in Array(repeating: "busy", count: 6) + ["b", "c"] {
                group.addTask {
                    let turn = try await throttle.enter(host)
                    entered.add(host)
                    await Task.yield()
                    throttle.leave(turn, nil)
                }
                while throttle.waiting < 8, throttle.waiting <= entered.items.count { await Task.yield() }
            }
            while throttle.waiting < 8 { await Task.yield() }
            #expect(entered.items.isEmpty && throttle.running == 2)
            throttle.leave(turns.removeLast(), nil)
            try await group.waitForAll()
        }
        // One place goes round: each of the others comes after at most one of the busy host.
        let order = entered.items
        #expect(order.count == 8)
        #expect((order.firstIndex(of: "b") ?? 9) <= 3 && (order.firstIndex(of: "c") ?? 9) <= 3)
        throttle.leave(turns.removeLast(), nil)
        #expect(throttle.running == 0)
    }

    @Test("a cloud whose calls take long gets no further place at a host while another cloud waits there")
    func slowCloud() async throws {
        let throttle = throttle(4)
        var slow: [Throttle.Turn] = []
        for _ in 0..<4 { slow.append(try await throttle.enter(host, of: 1)) }
        let entered = Recorder<Int>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            func wait(_ cloud: Int) async {
                let before = throttle.waiting
                group.addTask { [host] in
                    let turn = try await throttle.enter(host, of: cloud)
                    entered.add(cloud)
                    if cloud != 1 { throttle.leave(turn, nil) }
                }
                while throttle.waiting == before { await Task.yield() }
            }
            for cloud in [1, 1, 1, 2, 2, 3] { await wait(cloud) }
            throttle.leave(slow.removeLast(), nil)
            while entered.items.count < 4 { await Task.yield() }
            // All three of the others had the one place, one after the other, before the slow one has it again.
            #expect(Set(entered.items[..<3]) == [2, 3] && entered.items[3] == 1)
            for turn in slow { throttle.leave(turn, nil) }
            try await group.waitForAll()
        }
        #expect(entered.items.count == 6)
    }

    @Test("after 500 retries without an answer a cloud gives a host up, for every call; other clouds and hosts go on")
    func budget() throws {
        let budgets = RetryBudgets()
        for _ in 0..<500 { try budgets.take(of: host, reason: "lost") }
        let gaveUp = Throttle.Closed.gaveUp(retries: 500, reason: "lost again")
        #expect(throws: gaveUp) { try budgets.take(of: host, reason: "lost again") }
        #expect(throws: gaveUp) { try budgets.check(host) }
        #expect(throws: gaveUp) { try budgets.take(of: host, reason: "other") }
        try budgets.check("b:443")
        try RetryBudgets().check(host)
    }

    @Test("each answer gives a retry back, so that a service which answers every other call is never given up")
    func refill() throws {
        let budgets = RetryBudgets()
        for _ in 0..<2_000 {
            budgets.note(Self.lost, of: host)
            try budgets.take(of: host, reason: "lost")
            budgets.note(nil, of: host)
        }
        // A refusal is an answer, too.
        for _ in 0..<499 { try budgets.take(of: host, reason: "lost") }
        budgets.note(CallFailure(ControlPlaneError(.refused(status: 409), "quota")), of: host)
        for _ in 0..<2 { try budgets.take(of: host, reason: "lost") }
        #expect(throws: Throttle.Closed.gaveUp(retries: 2_501, reason: "lost")) { try budgets.take(of: host, reason: "lost") }
    }

    @Test("ten minutes without one answer end the calls to a host, however few the retries")
    func patience() async throws {
        let clock = InstantClock()
        let throttle = throttle(8, clock.ticker)
        try await clock.ticker.sleep(.seconds(3_600))
        try await call(throttle, Self.lost)
        try throttle.takeRetry(of: host, after: .seconds(300), reason: "lost")
        try await clock.ticker.sleep(.seconds(300))
        try await call(throttle)
        try await call(throttle, Self.lost)
        try throttle.takeRetry(of: host, after: .seconds(600), reason: "lost")
        try await clock.ticker.sleep(.seconds(600))
        try await call(throttle, Self.lost)
        #expect(throws: Throttle.Closed.gaveUp(retries: 2, reason: "lost")) {
            try throttle.takeRetry(of: host, after: .milliseconds(1), reason: "lost")
        }
    }
}
