import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport
import Testing

@Suite("Creates whose answers are lost")
struct LostCreateTests {
    private static let kinds: [ControlPlaneError.Kind] = [.unclear, .invalidAnswer, .refused(status: 500), .refused(status: 503)]

    /// A run in which the first creates lose their answers.
    private struct Lossy {
        let inner: InMemoryControlPlane
        let clock = ManualClock()
        let situation: Situation

        init(_ loggers: [DesiredLogger] = [desired("web")], list: [LiveLogger] = []) {
            situation = Situation(stack: stack(loggers, maxDeletes: .count(1000)), list: list)
            inner = InMemoryControlPlane(list)
        }

        var posts: Int { get async { await inner.calls.count { if case .create = $0 { true } else { false } } } }

        /// - Parameters:
        ///   - fates: of the creates, in their order; further ones are answered.
        ///   - lag: how old the state is that lists show.
        ///   - listFate: of every list.
        func run(
            _ fates: [InterceptedControlPlane.Fate], lag: Duration = .zero, listFate: InterceptedControlPlane.Fate = .answered
        ) async throws -> ApplyOutcome {
            let left = Mutex(fates)
            let lagging = await LaggingControlPlane(inner, clock: clock) { lag }
            let plane = InterceptedControlPlane(lagging) { call in
                switch call {
                case .create: left.withLock { $0.isEmpty ? .answered : $0.removeFirst() }
                case .list: listFate
                case .show, .edit, .delete: .answered
                }
            }
            return await apply(
                try situation.plan(), on: [situation.stack.place: plane], settings: ApplySettings(), ticker: clock.ticker, emit: { _ in })
        }
    }

    private static func lost(_ kind: ControlPlaneError.Kind = .unclear) -> InterceptedControlPlane.Fate {
        .lost(ControlPlaneError(kind, "no answer"))
    }
    private static func unsent(_ kind: ControlPlaneError.Kind = .unclear) -> InterceptedControlPlane.Fate {
        .unsent(ControlPlaneError(kind, "no answer"))
    }

    @Test("a logger that was made is recognised, and no second create is sent", arguments: kinds)
    func made(kind: ControlPlaneError.Kind) async throws {
        let lossy = Lossy()
        let outcome = try await lossy.run([Self.lost(kind)])
        #expect(outcome.results.map(\.state) == [.done(id: uuid(1_000_001))])
        #expect(outcome.verdict == .complete)
        #expect(await lossy.posts == 1)
        #expect(lossy.clock.now == .zero, "a current list is enough")
    }

    @Test("one that was not made is created again, after lists have had 30 seconds to show it", arguments: kinds)
    func notMade(kind: ControlPlaneError.Kind) async throws {
        let lossy = Lossy()
        let outcome = try await lossy.run([Self.unsent(kind)])
        #expect(outcome.verdict == .complete)
        #expect(await lossy.posts == 1)
        #expect(lossy.clock.now >= .seconds(30) && lossy.clock.now < .seconds(35))
    }

    @Test("an answer lost twice is unknown, and there is no third create")
    func lostTwice() async throws {
        let lossy = Lossy()
        let outcome = try await lossy.run([Self.unsent(), Self.unsent()])
        #expect(outcome.results.map(\.state) == [.unknown("no answer; no list shows the logger", timedOut: false)])
        #expect(outcome.verdict == .incomplete)
        #expect(await lossy.posts == 0)
    }

    @Test("what the second create made is recognised as well")
    func secondLost() async throws {
        let lossy = Lossy()
        let outcome = try await lossy.run([Self.unsent(), Self.lost()])
        #expect(outcome.verdict == .complete)
        #expect(await lossy.posts == 1)
    }

    @Test("a refusal is no lost answer", arguments: [ControlPlaneError.Kind.refused(status: 409), .refused(status: 429), .notAuthorized])
    func refused(kind: ControlPlaneError.Kind) async throws {
        let lossy = Lossy()
        let outcome = try await lossy.run([Self.unsent(kind)])
        guard case .failed = try #require(outcome.results.first).state else { return #expect(Bool(false), "\(outcome.results)") }
        #expect(await lossy.posts == 0)
    }

    @Test("a list that lags up to 30 seconds never leads to a second logger", arguments: [0, 1, 5, 14, 20, 29, 30])
    func lag(seconds: Int) async throws {
        let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]
        let old = [live(1, like: desired("web"), drop), live(2, like: desired("apart", target: 2), drop)]
        let loggers = [desired("web"), desired("apart", target: 2, replace: .deleteFirst), desired("new", target: 3)]
        let lossy = Lossy(loggers, list: old)
        let outcome = try await lossy.run([Self.lost(), Self.lost(), Self.lost()], lag: .seconds(seconds))
        #expect(outcome.verdict == .complete)
        #expect(await lossy.posts == 3)
        #expect(try lossy.situation.damage(await lossy.inner.loggers) == Situation.Damage())
    }

    @Test("lists of a random age, and answers lost at random, never lead to a second logger for a key in one run")
    func randomLag() async throws {
        var random = SeededRandom()
        print("lost creates: \(random.note)")
        var (worlds, lost) = (0, 0)
        for number in 0..<1_000 {
            guard let situation = number % 5 == 0 ? .mixed : try Situation(using: &random) else { continue }
            worlds += 1
            let dice = Mutex(SeededRandom(seed: random.next()))
            let clock = ManualClock()
            let inner = InMemoryControlPlane(situation.list)
            let lagging = await LaggingControlPlane(inner, clock: clock) {
                dice.withLock { .milliseconds(Int.random(in: 0...30_000, using: &$0)) }
            }
            let count = Mutex(0)
            let plane = InterceptedControlPlane(lagging) { call in
                guard case .create = call, dice.withLock({ Bool.random(using: &$0) }) else { return .answered }
                count.withLock { $0 += 1 }
                return dice.withLock { Bool.random(using: &$0) } ? Self.lost() : Self.unsent()
            }
            let outcome = await apply(
                try situation.plan(), on: [situation.stack.place: plane], settings: ApplySettings(parallelism: worlds % 2 == 0 ? 1 : 4),
                ticker: clock.ticker, emit: { _ in })
            let audit = Audit(results: outcome.results, before: situation.list, after: await inner.loggers)
            #expect(audit.violations == [], "\(random.note), world \(worlds)")
            lost += count.withLock { $0 }
        }
        print("lost creates: \(worlds) worlds, \(lost) answers lost")
        #expect(lost > 200, "too little for the law to mean much")
    }

    @Test("without a list there is no second create, and nobody knows")
    func noList() async throws {
        let lossy = Lossy()
        let outcome = try await lossy.run([Self.unsent(), Self.unsent()], listFate: .unsent(ControlPlaneError(.unreachable, "refused")))
        guard case .unknown(let reason, id: _, timedOut: false) = try #require(outcome.results.first).state else {
            return #expect(Bool(false), "\(outcome.results)")
        }
        #expect(reason.contains("no answer") && reason.contains("no list could be read"))
        #expect(await lossy.posts == 0)
    }

    @Test("without a list, a create that was never sent is known to have failed")
    func neverSent() async throws {
        let lossy = Lossy()
        let refused = ControlPlaneError(.unreachable, "refused")
        let outcome = try await lossy.run([.unsent(refused), .unsent(refused)], listFate: .unsent(refused))
        guard case .failed = try #require(outcome.results.first).state else { return #expect(Bool(false), "\(outcome.results)") }
        #expect(await lossy.posts == 0)
    }

    @Test("loggers with the mark that were there at planning are not taken for ours")
    func oldOnes() async throws {
        let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]
        let list = [live(1, like: desired("web"), drop), live(2, like: desired("web"), drop, createdAt: "2026-03-01")]
        let lossy = Lossy(list: list)
        let outcome = try await lossy.run([Self.unsent()])
        #expect(outcome.verdict == .complete)
        #expect(await lossy.inner.loggers.map(\.id) == [uuid(1_000_001)])
    }

    @Test("a logger of another project is not taken for ours, so that the old one stays")
    func otherProject() async throws {
        let old = live(1, like: desired("web"), [.filter: .string("DROP")])
        var stranger = live(2, like: desired("web"))
        stranger.projectID = "another"
        let lossy = Lossy(list: [old, stranger])
        let outcome = try await lossy.run([Self.unsent(), Self.unsent()])
        guard case .unknown = try #require(outcome.results.first).state else { return #expect(Bool(false), "\(outcome.results)") }
        #expect(await lossy.inner.loggers == [old, stranger])
    }

    @Test("an interruption ends the search, and says so")
    func interrupted() async throws {
        let lossy = Lossy()
        let interruption = Interruption()
        let plane = InterceptedControlPlane(lossy.inner) { call in
            guard case .create = call else { return .answered }
            interruption.request()
            return Self.unsent()
        }
        let outcome = await apply(
            try lossy.situation.plan(), on: [lossy.situation.stack.place: plane], settings: ApplySettings(), ticker: lossy.clock.ticker,
            interruption: interruption, emit: { _ in })
        #expect(
            outcome.results.map(\.state) == [
                .unknown("no answer; interrupted before a list could show whether the logger is there", timedOut: false)
            ])
        #expect(outcome.verdict == .interrupted)
    }
}
