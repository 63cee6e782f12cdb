import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport
import Testing

@Suite("Answers that say nothing, reads that are late, and time that is up")
struct UncertaintyTests {
    private static let old = live(1, like: desired("web"), [.filter: .string("DROP")])
    private static let edited = live(1, like: desired("web"), [.description: .string("old")])

    private func run(
        _ logger: DesiredLogger, _ list: [LiveLogger], on plane: any ControlPlane, clock: ManualClock = ManualClock(),
        timeout: Duration = .seconds(600), interruption: Interruption = Interruption()
    ) async throws -> ApplyOutcome {
        let situation = Situation(stack: stack([logger]), list: list)
        return await apply(
            try situation.plan(), on: [situation.stack.place: plane], settings: ApplySettings(waitTimeout: timeout), ticker: clock.ticker,
            interruption: interruption, emit: { _ in })
    }

    // MARK: answers without a logger

    @Test("a PUT that is answered by nothing is sent once, and the logger is read once")
    func put() async throws {
        let plane = InMemoryControlPlane([Self.edited], mode: .answersNothing)
        let outcome = try await run(desired("web", [.description: .string("new")]), [Self.edited], on: plane)
        #expect(outcome.verdict == .complete)
        let id = Self.edited.id
        let edit = LoggerEdit(name: "web", description: "new [flowlogctl:prod/web]", adminStateUp: true)
        #expect(await plane.calls == [.show(id), .edit(id, edit), .show(id), .list])
    }

    @Test("a PUT that is answered by nothing and did nothing fails, one that is answered by garbage is unknown", arguments: [true, false])
    func putDidNothing(isGarbage: Bool) async throws {
        let plane = Deaf(plane: InMemoryControlPlane([Self.edited]), error: isGarbage ? ControlPlaneError(.invalidAnswer, "<html>") : nil)
        let outcome = try await run(desired("web", [.description: .string("new")]), [Self.edited], on: plane)
        switch outcome.results.first?.state {
        case .failed(let failure)?: #expect(!isGarbage && failure.message.hasPrefix("answer-differs: description is"))
        case .unknown(let reason, _, _)?: #expect(isGarbage && reason.hasPrefix("<html>"))
        default: Issue.record("\(outcome.results)")
        }
    }

    @Test("a create that was taken without a word is found by its mark, and never sent again")
    func create() async throws {
        let plane = InMemoryControlPlane(mode: .answersNothing)
        #expect(try await run(desired("web"), [], on: plane).verdict == .complete)
        #expect(await plane.loggers.count == 1)
        let deaf = Deaf(plane: InMemoryControlPlane(), error: nil)
        let outcome = try await run(desired("web"), [], on: deaf)
        #expect(
            outcome.results.map(\.state) == [
                .unknown("the service accepted the create and did not say what it created; no list shows the logger", timedOut: false)
            ])
        #expect(deaf.creates.withLock { $0 } == 1)
    }

    // MARK: late reads

    @Test("one late 404 for the new logger after the delete of a replace creates no second one")
    func staleNotFound() async throws {
        let plane = InMemoryControlPlane([Self.old])
        let deleted = Mutex(false)
        let misses = Mutex(1)
        let service = InterceptedControlPlane(
            plane, answered: { call in if case .delete = call { deleted.withLock { $0 = true } } }
        ) { call in
            guard call == .show(uuid(1_000_001)), deleted.withLock({ $0 }) else { return .answered }
            return misses.withLock { left in
                left -= 1
                return left >= 0 ? .unsent(ControlPlaneError(.notFound, "not found")) : .answered
            }
        }
        let outcome = try await run(desired("web"), [Self.old], on: service)
        #expect(outcome.verdict == .complete)
        #expect(await plane.loggers.map(\.id) == [uuid(1_000_001)])
        #expect(await plane.calls.count { if case .create = $0 { true } else { false } } == 1)
    }

    @Test("one late 404 before the old logger goes is waited out as well")
    func staleBeforeDelete() async throws {
        let plane = InMemoryControlPlane([Self.old])
        let reads = Mutex(0)
        let service = InterceptedControlPlane(plane) { call in
            guard call == .show(uuid(1_000_001)) else { return .answered }
            let number = reads.withLock { count in
                count += 1
                return count
            }
            return number == 2 ? .unsent(ControlPlaneError(.notFound, "not found")) : .answered
        }
        #expect(try await run(desired("web"), [Self.old], on: service).verdict == .complete)
    }

    @Test("a list that lacks the logger which this run made proves nothing, although it has another one of the key")
    func lateList() async throws {
        let plane = InMemoryControlPlane()
        let theirs = live(9, like: desired("web"))
        let service = FixedList(plane: plane, loggers: [theirs])
        let outcome = try await run(desired("web"), [], on: service)
        #expect(outcome.verdict == .incomplete)
        guard case .impossible(let reason) = outcome.proof else { return #expect(Bool(false), "\(outcome.proof)") }
        #expect(reason.contains(uuid(1_000_001)))
    }

    @Test("what another run made meanwhile is told as such")
    func company() async throws {
        let plane = InMemoryControlPlane()
        let service = InterceptedControlPlane(
            plane,
            answered: { call in
                if case .create = call { await plane.add(live(9, like: desired("web"), createdAt: "2026-03-01")) }
            }
        ) { _ in .answered }
        let outcome = try await run(desired("web"), [], on: service)
        #expect(outcome.verdict == .incomplete && outcome.hasCompany)
        let alone = try await run(
            desired("web"), [Self.old], on: InMemoryControlPlane([Self.old], statusAfterCreate: { _ in .error }))
        #expect(!alone.remaining.isEmpty && !alone.hasCompany)
    }

    // MARK: time

    @Test(
        "the time of --wait-timeout is the whole action's: delete, wait, create, wait",
        arguments: [DesiredLogger.ReplaceStrategy.deleteFirst, .createFirst])
    func wholeAction(strategy: DesiredLogger.ReplaceStrategy) async throws {
        let clock = ManualClock()
        let plane = InMemoryControlPlane([Self.old], statusAfterCreate: { _ in LoggerStatus(rawValue: "PENDING") }, settling: 0)
        let outcome = try await run(desired("web", replace: strategy), [Self.old], on: plane, clock: clock, timeout: .seconds(20))
        #expect(outcome.verdict == .timedOut)
        #expect(clock.now == .seconds(20))
    }

    @Test("a delete_first past its delete sends its create once, although the time is up")
    func owed() async throws {
        let clock = ManualClock()
        let plane = InMemoryControlPlane([Self.old], settling: 1_000)
        let outcome = try await run(desired("web", replace: .deleteFirst), [Self.old], on: plane, clock: clock, timeout: .seconds(20))
        #expect(outcome.verdict == .timedOut, "\(outcome.results)")
        #expect(await plane.calls.count { if case .create = $0 { true } else { false } } == 1)
        #expect(clock.now < .seconds(60))
    }

    @Test("a call whose pauses were cut short by the deadline is a time-out, not a failure")
    func cutShort() async throws {
        let plane = InMemoryControlPlane(intercept: { call, _ in
            call.isWrite ? ControlPlaneError(.refused(status: 429), "slow down", isLate: true) : nil
        })
        let outcome = try await run(desired("web"), [], on: plane, timeout: .seconds(2))
        #expect(outcome.verdict == .timedOut, "\(outcome.results)")
    }

    @Test("after an interruption a create that may have happened is not sent again")
    func interrupted() async throws {
        let clock = ManualClock()
        let interruption = Interruption()
        let ticker = Ticker(now: { clock.now }) { pause in
            try await clock.ticker.sleep(pause)
            // In the last pause, so that all lists but one were seen without the logger.
            if clock.now > .seconds(30) { interruption.request() }
        }
        let posts = Mutex(0)
        let service = InterceptedControlPlane(InMemoryControlPlane()) { call in
            guard case .create = call else { return .answered }
            posts.withLock { $0 += 1 }
            return .unsent(ControlPlaneError(.unclear, "no answer"))
        }
        let situation = Situation(stack: stack([desired("web")]), list: [])
        let outcome = await apply(
            try situation.plan(), on: [situation.stack.place: service], settings: ApplySettings(), ticker: ticker,
            interruption: interruption, emit: { _ in })
        #expect(outcome.verdict == .interrupted)
        #expect(posts.withLock { $0 } == 1)
    }
}

/// A service that takes writes, answers nothing or garbage, and does nothing.
private final class Deaf: ControlPlane {
    let plane: InMemoryControlPlane
    let error: ControlPlaneError?
    let creates = Mutex(0)

    init(plane: InMemoryControlPlane, error: ControlPlaneError?) {
        self.plane = plane
        self.error = error
    }

    func list() async throws(ControlPlaneError) -> [LiveLogger] { try await plane.list() }
    func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger { try await plane.show(id) }
    func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? {
        creates.withLock { $0 += 1 }
        if let error { throw error }
        return nil
    }
    func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? {
        if let error { throw error }
        return nil
    }
    func delete(_ id: String) async throws(ControlPlaneError) {}
}

/// A service whose lists never change.
private struct FixedList: ControlPlane {
    let plane: InMemoryControlPlane
    let loggers: [LiveLogger]

    func list() async throws(ControlPlaneError) -> [LiveLogger] { loggers }
    func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger { try await plane.show(id) }
    func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? { try await plane.create(fields) }
    func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? { try await plane.edit(id, edit) }
    func delete(_ id: String) async throws(ControlPlaneError) { try await plane.delete(id) }
}
