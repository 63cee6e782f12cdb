import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Testing

@Suite("What ends the pauses of a run")
struct BoundsTests {
    private static func busy(_ seconds: Int) -> Reply {
        Reply(status: 429, headers: ["retry-after": "\(seconds)"], body: "busy")
    }

    /// Settings whose clock a test moves.
    private static func held(_ clock: HeldClock, _ interruption: Interruption = Interruption()) -> TransportSettings {
        var settings = settings(ticker: clock.ticker)
        settings.interruption = interruption
        return settings
    }

    private static func error(of call: () async throws(ControlPlaneError) -> some Any) async -> ControlPlaneError? {
        do throws(ControlPlaneError) {
            _ = try await call()
            return nil
        } catch { return error }
    }

    @Test("an interruption ends the pause that a server asked for, and nothing is sent after it")
    func interruptedPause() async throws {
        let clock = HeldClock()
        let interruption = Interruption()
        try await ScriptedServer.run({ _, _ in Self.busy(300) }) { server in
            try await withClient(server.url, Self.held(clock, interruption)) { client in
                async let create = Self.error { () async throws(ControlPlaneError) in try await client.create(LoggerFields()) }
                await clock.sleepers(1)
                async let list = Self.error { () async throws(ControlPlaneError) in try await client.list() }
                await clock.sleepers(2)
                interruption.request()
                #expect(await create?.kind == .refused(status: 429))
                let listed = await list
                #expect(listed?.kind == .unreachable && listed?.words == "not sent, because the run was interrupted")
            }
            #expect(server.requests.map(\.method) == ["POST"])
        }
        #expect(clock.now == .zero)
    }

    @Test("a call that is owed goes out once more after an interruption if it certainly did nothing, without the rest of the pause")
    func owed() async throws {
        let clock = HeldClock()
        let interruption = Interruption()
        try await ScriptedServer.run({ _, _ in Self.busy(300) }) { server in
            try await withClient(server.url, Self.held(clock, interruption)) { client in
                async let paused = CallBounds.$current.withValue(CallBounds(isOwed: true)) {
                    await Self.error { () async throws(ControlPlaneError) in try await client.create(LoggerFields()) }
                }
                await clock.sleepers(1)
                interruption.request()
                #expect(await paused?.kind == .refused(status: 429))
                #expect(server.requests.count == 2)
                let late = await CallBounds.$current.withValue(CallBounds(isOwed: true)) {
                    await Self.error { () async throws(ControlPlaneError) in try await client.create(LoggerFields()) }
                }
                #expect(late?.kind == .refused(status: 429))
                #expect(server.requests.count == 3)
            }
        }
    }

    @Test("one that may have done something is not sent again after an interruption, owed or not", arguments: [false, true])
    func mayHaveHappened(isOwed: Bool) async throws {
        let interruption = Interruption()
        try await ScriptedServer.run({ _, _ in
            interruption.request()
            return .text("", status: 500)
        }) { server in
            try await withClient(server.url, Self.held(HeldClock(), interruption)) { client in
                let error = await CallBounds.$current.withValue(CallBounds(isOwed: isOwed)) {
                    await Self.error { () async throws(ControlPlaneError) in try await client.delete(sampleID) }
                }
                #expect(error?.mayHaveHappened == true)
            }
            #expect(server.requests.count == 1)
        }
    }

    @Test("no pause goes beyond the deadline: the call ends at once, as late")
    func deadline() async throws {
        let clock = InstantClock()
        try await ScriptedServer.run({ _, _ in Self.busy(30) }) { server in
            try await withClient(server.url, settings(ticker: clock.ticker)) { client in
                let error = await CallBounds.$current.withValue(CallBounds(deadline: .seconds(2))) {
                    await Self.error { () async throws(ControlPlaneError) in try await client.create(LoggerFields()) }
                }
                #expect(error?.kind == .refused(status: 429))
                #expect(error?.isLate == true)
                #expect(clock.now == .zero)
                // Another call finds the pause, and waits for no more of it than it has time for.
                let next = await CallBounds.$current.withValue(CallBounds(deadline: .seconds(2))) {
                    await Self.error { () async throws(ControlPlaneError) in try await client.list() }
                }
                #expect(next?.kind == .unreachable && next?.isLate == true)
                #expect(next?.words == "not sent, because the time for it was up")
                #expect(clock.now == .seconds(2))
                let owed = await CallBounds.$current.withValue(CallBounds(deadline: .seconds(2), isOwed: true)) {
                    await Self.error { () async throws(ControlPlaneError) in try await client.create(LoggerFields()) }
                }
                #expect(owed?.kind == .refused(status: 429))
            }
            #expect(server.requests.map(\.method) == ["POST", "POST"])
        }
    }

    @Test("who waits for a free place stops waiting when the run is to end")
    func place() async throws {
        let interruption = Interruption()
        let throttle = Throttle(limit: 1, ticker: InstantClock().ticker, interruption: interruption)
        let turn = try await throttle.enter("a")
        async let second = Result { () async throws(Throttle.Closed) in try await throttle.enter("a") }
        async let owed = Result { () async throws(Throttle.Closed) in try await throttle.enter("a", CallBounds(isOwed: true)) }
        interruption.request()
        #expect(await second.failure == .interrupted)
        throttle.leave(turn, nil)
        #expect(await owed.failure == nil)
    }
}

extension Result {
    fileprivate init(_ body: () async throws(Failure) -> Success) async {
        do throws(Failure) { self = .success(try await body()) } catch { self = .failure(error) }
    }

    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
