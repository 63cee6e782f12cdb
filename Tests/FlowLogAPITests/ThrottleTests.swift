import FlowLogAPI
import FlowLogApply
import Testing

@Suite("The throttle that all calls share")
struct ThrottleTests {
    private static let overload = CallFailure(ControlPlaneError(.refused(status: 503), "busy"))
    private static let lost = CallFailure(ControlPlaneError(.unclear, "lost"))

    private func throttle(_ limit: Int, _ ticker: Ticker = InstantClock().ticker) -> Throttle { Throttle(limit: limit, ticker: ticker) }

    /// One call after the other.
    private func call(_ throttle: Throttle, _ failure: CallFailure? = nil, times: Int = 1) async throws {
        for _ in 0..<times { await throttle.leave(try await throttle.enter(), failure) }
    }

    @Test("429 and 503 halve the number of calls at once, down to one", arguments: [429, 503])
    func halving(status: Int) async throws {
        let throttle = throttle(8)
        var limits: [Int] = []
        for _ in 0..<5 {
            try await call(throttle, CallFailure(ControlPlaneError(.refused(status: status), "busy")))
            limits.append(await throttle.limit)
        }
        #expect(limits == [4, 2, 1, 1, 1])
    }

    @Test("calls that ran side by side halve it once")
    func sideBySide() async throws {
        let throttle = throttle(8)
        var turns: [Throttle.Turn] = []
        for _ in 0..<8 { turns.append(try await throttle.enter()) }
        for turn in turns { await throttle.leave(turn, Self.overload) }
        #expect(await throttle.limit == 4)
    }

    @Test("other failures do not halve it")
    func otherFailures() async throws {
        let throttle = throttle(8)
        for kind in [ControlPlaneError.Kind.refused(status: 500), .unclear, .unreachable, .notFound, .refused(status: 409)] {
            try await call(throttle, CallFailure(ControlPlaneError(kind, "x")))
        }
        #expect(await throttle.limit == 8)
    }

    @Test("it recovers by one for each ten answers, never beyond where it began")
    func recovery() async throws {
        let throttle = throttle(4)
        try await call(throttle, Self.overload)
        var limits: [Int] = []
        for _ in 0..<4 {
            try await call(throttle, times: Throttle.recovery - 1)
            limits.append(await throttle.limit)
            try await call(throttle)
            limits.append(await throttle.limit)
        }
        #expect(limits == [2, 3, 3, 4, 4, 4, 4, 4])
        #expect(Throttle.recovery == 10)
    }

    @Test("an answer to a call from before the halving does not count for recovery")
    func lateAnswers() async throws {
        let throttle = throttle(16)
        var turns: [Throttle.Turn] = []
        for _ in 0..<11 { turns.append(try await throttle.enter()) }
        await throttle.leave(turns.removeLast(), Self.overload)
        for turn in turns { await throttle.leave(turn, nil) }
        #expect(await throttle.limit == 8)
    }

    @Test("no more run at once than the limit; who waits goes on when another one ends")
    func places() async throws {
        let throttle = throttle(2)
        let first = try await throttle.enter()
        let second = try await throttle.enter()
        let entered = Recorder<Int>()
        try await withThrowingTaskGroup { group in
            group.addTask {
                let turn = try await throttle.enter()
                entered.add(3)
                await throttle.leave(turn, nil)
            }
            for _ in 0..<20 { await Task.yield() }
            #expect(entered.items.isEmpty)
            await throttle.leave(first, nil)
            try await group.waitForAll()
        }
        #expect(entered.items == [3])
        await throttle.leave(second, nil)
    }

    @Test("who waits for a place can be cancelled, and takes none")
    func cancelledInQueue() async throws {
        let throttle = throttle(1)
        let turn = try await throttle.enter()
        await withThrowingTaskGroup { group in
            group.addTask { _ = try await throttle.enter() }
            group.cancelAll()
            await #expect(throws: Throttle.Closed.cancelled) { try await group.next() }
        }
        await throttle.leave(turn, nil)
        await throttle.leave(try await throttle.enter(), nil)
    }

    @Test("a Retry-After pauses everybody until it is over, also those who were waiting for a place")
    func pause() async throws {
        let clock = HeldClock()
        let throttle = throttle(3, clock.ticker)
        let asked = CallFailure(ControlPlaneError(.refused(status: 429), "slow down"), retryAfter: .seconds(30))
        let pause = await throttle.leave(try await throttle.enter(), asked)
        #expect(pause == .seconds(30))
        let times = Recorder<Duration>()
        try await withThrowingTaskGroup { group in
            for _ in 0..<6 {
                group.addTask {
                    let turn = try await throttle.enter()
                    times.add(clock.now)
                    await throttle.leave(turn, nil)
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
        let turns = [try await throttle.enter(), try await throttle.enter(), try await throttle.enter()]
        var begun: [Duration?] = []
        for (turn, seconds) in zip(turns, [20, 60, 5]) {
            begun.append(await throttle.leave(turn, CallFailure(Self.overload.error, retryAfter: .seconds(seconds))))
        }
        #expect(begun == [.seconds(20), nil, nil])
        try await call(throttle)
        #expect(clock.now == .seconds(60))
    }

    @Test("after 500 retries without an answer the run gives up, for every call")
    func budget() async throws {
        let throttle = throttle(8)
        try await call(throttle, Self.lost)
        for _ in 0..<500 { try await throttle.takeRetry(after: .zero, reason: "lost") }
        let gaveUp = Throttle.Closed.gaveUp(retries: 500, reason: "lost again")
        await #expect(throws: gaveUp) { try await throttle.takeRetry(after: .zero, reason: "lost again") }
        await #expect(throws: gaveUp) { _ = try await throttle.enter() }
        await #expect(throws: gaveUp) { try await throttle.takeRetry(after: .zero, reason: "other") }
    }

    @Test("each answer gives a retry back, so that a service which answers every other call is never given up")
    func refill() async throws {
        let throttle = throttle(8)
        for _ in 0..<2_000 {
            try await call(throttle, Self.lost)
            try await throttle.takeRetry(after: .zero, reason: "lost")
            try await call(throttle)
        }
        // A refusal is an answer, too.
        for _ in 0..<499 { try await throttle.takeRetry(after: .zero, reason: "lost") }
        try await call(throttle, CallFailure(ControlPlaneError(.refused(status: 409), "quota")))
        for _ in 0..<2 { try await throttle.takeRetry(after: .zero, reason: "lost") }
        await #expect(throws: Throttle.Closed.gaveUp(retries: 2_501, reason: "lost")) {
            try await throttle.takeRetry(after: .zero, reason: "lost")
        }
    }

    @Test("ten minutes without one answer end the run, however few the retries")
    func patience() async throws {
        let clock = InstantClock()
        let throttle = throttle(8, clock.ticker)
        try await clock.ticker.sleep(.seconds(3_600))
        try await call(throttle, Self.lost)
        try await throttle.takeRetry(after: .seconds(300), reason: "lost")
        try await clock.ticker.sleep(.seconds(300))
        try await call(throttle)
        try await call(throttle, Self.lost)
        try await throttle.takeRetry(after: .seconds(600), reason: "lost")
        try await clock.ticker.sleep(.seconds(600))
        try await call(throttle, Self.lost)
        await #expect(throws: Throttle.Closed.gaveUp(retries: 2, reason: "lost")) {
            try await throttle.takeRetry(after: .milliseconds(1), reason: "lost")
        }
    }
}
