import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport
import Testing

@Suite("No run leaves one more logger than the run before")
struct LeftoverTests {
    private static let old = live(1, like: desired("web"), [.filter: .string("DROP")])

    @Test("a new logger that differs is deleted again while the old one is there as it was")
    func differs() async throws {
        let plane = InMemoryControlPlane([Self.old], mode: .normalising[0])
        let stack = stack([desired("web", [.aggregationInterval: .integer(3)])])
        for _ in 0..<4 {
            let run = try await Run(stack, on: plane)
            #expect(run.states["prod/web"]?.contains("answer-differs: aggregation_interval is 5 instead of 3") == true)
            #expect(await plane.loggers == [Self.old])
        }
    }

    @Test("it stays where the old one is not what it was", arguments: ["gone", "mark", "status"])
    func oldOneMoved(what: String) async throws {
        let plane = InMemoryControlPlane([Self.old], mode: .normalising[0])
        let stack = stack([desired("web", [.aggregationInterval: .integer(3)])])
        let situation = Situation(stack: stack, list: [Self.old])
        let service = InterceptedControlPlane(
            plane,
            answered: { call in
                guard case .create = call else { return }
                await plane.change(Self.old.id) { logger in
                    switch what {
                    case "gone": nil
                    case "mark": logger.with { $0.ownership = .unmarked }
                    default: logger.with { $0.status = .error }
                    }
                }
            }
        ) { _ in .answered }
        let outcome = await apply(
            try situation.plan(), on: [stack.place: service], settings: ApplySettings(), ticker: ManualClock().ticker, emit: { _ in })
        #expect(outcome.verdict == .incomplete)
        #expect(await plane.loggers.contains { $0.id == uuid(1_000_001) })
    }

    @Test("after delete_first it stays, since there is no other")
    func deleteFirst() async throws {
        let plane = InMemoryControlPlane([Self.old], mode: .normalising[0])
        let stack = stack([desired("web", [.aggregationInterval: .integer(3)], replace: .deleteFirst)])
        for number in 1...3 {
            _ = try await Run(stack, on: plane)
            #expect(await plane.loggers.map(\.id) == [uuid(1_000_000 + number)])
        }
    }

    @Test("superseded loggers go although the replace of the kept one fails each time")
    func superseded() async throws {
        let others = [3, 4].map { live($0, like: desired("web"), [.filter: .string("DROP")], createdAt: "2025-01-01") }
        let plane = InMemoryControlPlane([Self.old] + others, mode: .normalising[0])
        let run = try await Run(stack([desired("web", [.aggregationInterval: .integer(3)])]), on: plane)
        #expect(await plane.loggers == [Self.old], "\(run.states)")
    }

    /// What goes wrong in a replace after which a late read still shows the old logger.
    enum Mishap: CaseIterable {
        case waitRefused, deleteUnanswered, createUnanswered
    }

    @Test("a superseded logger that goes after a replace that broke off leaves the key with the one new logger", arguments: Mishap.allCases)
    func replaceBrokeOff(mishap: Mishap) async throws {
        let twin = live(2, like: desired("web"), [.filter: .string("DROP")], createdAt: "2025-01-01")
        let web = desired("web", replace: mishap == .createUnanswered ? .deleteFirst : .createFirst)
        let situation = Situation(stack: stack([web]), list: [Self.old, twin])
        let inner = InMemoryControlPlane(situation.list, settling: 1)
        let unanswered = ControlPlaneError(.unclear, "no answer in time")
        let replaced = Mutex(false)
        // Of the wait for the delete, so that its late read comes to whoever asks next.
        let refusals = Mutex(mishap == .deleteUnanswered ? [] : [ControlPlaneError(.refused(status: 409), "conflict")])
        let service = InterceptedControlPlane(inner) { call in
            switch call {
            case .delete(Self.old.id) where mishap == .deleteUnanswered: return .lost(unanswered)
            case .create where mishap == .createUnanswered: return .lost(unanswered)
            case .show(Self.old.id):
                let isDeleted = await !inner.loggers.map(\.id).contains(Self.old.id)
                guard isDeleted, let refusal = refusals.withLock({ $0.popLast() }) else { return .answered }
                return .unsent(refusal)
            case .list where mishap == .createUnanswered && !replaced.withLock { $0 }: return .unsent(unanswered)
            default: return .answered
            }
        }
        let outcome = await apply(
            try situation.plan(), on: [situation.stack.place: service], settings: ApplySettings(), ticker: ManualClock().ticker
        ) { event in
            if case .finished = event { replaced.withLock { $0 = true } }
        }
        #expect(outcome.results.map(\.state.ending).contains(.done), "the superseded one was not deleted: \(outcome.results)")
        #expect(await inner.loggers.map(\.id) == [uuid(1_000_001)], "\(outcome.results)")
    }

    @Test("a superseded logger goes, and somebody deletes the one that should stay: the new logger of a replace that broke off is enough")
    func standInGone() async throws {
        let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]
        let twins = [2, 3].map { live($0, like: desired("web"), drop, createdAt: "2025-01-01") }
        let situation = Situation(stack: stack([desired("web")]), list: [Self.old] + twins)
        let inner = InMemoryControlPlane(situation.list)
        let service = InterceptedControlPlane(
            inner,
            answered: { call in
                if call == .delete(twins[1].id) { await inner.change(twins[0].id) { _ in nil } }
            }
        ) { call in
            call == .delete(Self.old.id) ? .lost(ControlPlaneError(.unclear, "no answer in time")) : .answered
        }
        let outcome = await apply(
            try situation.plan(), on: [situation.stack.place: service], settings: ApplySettings(), ticker: ManualClock().ticker,
            emit: { _ in })
        #expect(await inner.calls.contains(.delete(twins[1].id)), "\(outcome.results)")
        #expect(await inner.loggers.map(\.id) == [uuid(1_000_001)], "\(outcome.results)")
    }

    @Test("while the kept one is in ERROR the healthiest of the superseded stays, and the others go")
    func keptInError() async throws {
        let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]
        let kept = live(1, like: desired("web"), status: .error)
        let others = [
            live(2, like: desired("web"), drop, status: .error), live(3, like: desired("web"), drop), live(4, like: desired("web"), drop),
        ]
        let plane = InMemoryControlPlane([kept] + others)
        let run = try await Run(stack([desired("web")]), on: plane)
        #expect(await plane.loggers.map(\.id) == [kept.id, others[1].id], "\(run.states)")
        #expect(run.states["prod/web?\(others[1].id)"]?.hasPrefix("not started: \(kept.id), which stays, is not ready") == true)
    }

    @Test("none of the superseded goes if the one that should stay is worse than it by then")
    func substituteSick() async throws {
        let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]
        let kept = live(1, like: desired("web"), status: .error)
        let others = [live(2, like: desired("web"), drop), live(3, like: desired("web"), drop)]
        let situation = Situation(stack: stack([desired("web")]), list: [kept] + others)
        var sick = others[0]
        sick.status = .error
        let plane = InMemoryControlPlane([kept, sick, others[1]])
        let run = try await Run(try situation.plan(), on: plane)
        #expect(await plane.loggers.count == 3, "\(run.states)")
    }

    @Test("a service that begins to drop marks leaves nothing that nobody knows, run after run")
    func dropsMarks() async throws {
        let plane = InMemoryControlPlane([Self.old], mode: .dropsMarks)
        let stack = stack((0..<12).map { desired("k\($0)", target: $0 + 2) } + [desired("web")])
        for _ in 0..<3 {
            let run = try await Run(stack, on: plane, settings: ApplySettings(parallelism: 8))
            #expect(run.outcome.verdict == .incomplete)
            #expect(await plane.loggers == [Self.old], "\(run.states)")
        }
    }

    @Test("no logger is deleted for having no mark once the service has dropped one, run after run", arguments: [1, 8])
    func dropsMarksUnmanaged(parallelism: Int) async throws {
        let moved = desired("new", [.filter: .string("ACCEPT")], previousKeys: ["web"])
        let plane = InMemoryControlPlane([Self.old, live(2, like: desired("nobody", target: 9), owner: nil)], mode: .dropsMarks)
        let stack = stack([moved], unmanaged: .delete, maxDeletes: .count(1000))
        for number in 0..<3 {
            let run = try await Run(stack, on: plane, settings: ApplySettings(parallelism: parallelism))
            #expect(await plane.loggers.map(\.id) == [uuid(1001), uuid(1002)], "run \(number): \(run.states)")
        }
    }

    @Test("a new logger whose answer lacks the mark is read again, and the run goes on if it has it")
    func markComesLater() async throws {
        let inner = InMemoryControlPlane()
        let plane = Forgetful(plane: inner)
        let situation = Situation(stack: stack([desired("web")]), list: [])
        let outcome = await apply(
            try situation.plan(), on: [situation.stack.place: plane], settings: ApplySettings(), ticker: ManualClock().ticker,
            emit: { _ in })
        #expect(outcome.verdict == .complete)
        #expect(await inner.calls.count { $0.isWrite } == 1)
    }

    @Test("an unmarked logger that may be somebody else's stays and is named", arguments: ["listed", "name", "target", "project", "mark"])
    func somebodyElses(what: String) async throws {
        let web = desired("web")
        let listed = live(1_000_001 - 1000, like: desired("db", target: 3), owner: nil)
        let plane = InMemoryControlPlane(
            what == "listed" ? [listed] : [],
            answer: { logger in
                logger.with {
                    $0.ownership = what == "mark" ? .owned(OwnerMark(stack: "other", key: "web")) : .unmarked
                    if what == "name" { $0.fields[.name] = .string("other") }
                    if what == "target" { $0.fields[.resourceID] = .string(uuid(9)) }
                    if what == "project" { $0.projectID = "another" }
                }
            })
        let run = try await Run(stack([web]), on: plane)
        #expect(await plane.calls.contains { if case .delete = $0 { true } else { false } } == false, "\(run.states)")
        guard case .failed(let failure)? = run.outcome.results.first?.state else { return #expect(Bool(false), "\(run.states)") }
        #expect(failure.advice?.contains("\(uuid(1_000_001)) stays") == true)
    }

    @Test("a replace writes the wanted mark first, also where only the protection differs")
    func wantedMark() async throws {
        let plane = InMemoryControlPlane([Self.old])
        let wanted = desired("web", preventDestroy: false)
        var protected = Self.old
        protected.ownership = .owned(OwnerMark(stack: "prod", key: "web", isProtected: true))
        let run = try await Run(stack([wanted]), on: InMemoryControlPlane([protected]))
        #expect(
            await run.writes.first == .edit(Self.old.id, LoggerEdit(name: "web", description: "[flowlogctl:prod/web]", adminStateUp: true)))
        let moved = try await Run(stack([desired("new", previousKeys: ["web"])]), on: plane)
        #expect(
            await moved.writes.first
                == .edit(Self.old.id, LoggerEdit(name: "web", description: "[flowlogctl:prod/new]", adminStateUp: true)))
        #expect(moved.outcome.verdict == .complete)
    }
}

/// A service whose answers to creates have no mark, although it keeps it.
private struct Forgetful: ControlPlane {
    let plane: InMemoryControlPlane

    func list() async throws(ControlPlaneError) -> [LiveLogger] { try await plane.list() }
    func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger { try await plane.show(id) }
    func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? {
        try await plane.create(fields)?.with { $0.ownership = .unmarked }
    }
    func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? { try await plane.edit(id, edit) }
    func delete(_ id: String) async throws(ControlPlaneError) { try await plane.delete(id) }
}

extension LiveLogger {
    fileprivate func with(_ change: (inout LiveLogger) -> Void) -> LiveLogger {
        var logger = self
        change(&logger)
        return logger
    }
}
