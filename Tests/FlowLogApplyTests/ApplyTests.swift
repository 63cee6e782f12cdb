import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport
import Testing

/// What one apply did.
struct Run {
    let outcome: ApplyOutcome
    let plane: InMemoryControlPlane

    /// The words of the closing table, by address.
    var states: [String: String] {
        Dictionary(outcome.results.map { ($0.change.address, Self.word($0.state)) }, uniquingKeysWith: { first, _ in first })
    }

    /// The writes, in order.
    var writes: [InMemoryControlPlane.Call] { get async { await plane.calls.filter(\.isWrite) } }

    /// Plans and applies once.
    init(
        _ stack: DesiredStack, on plane: InMemoryControlPlane, options: PlanOptions = PlanOptions(),
        settings: ApplySettings = ApplySettings(parallelism: 1)
    ) async throws {
        let list = try await plane.list()
        let plan = makePlan([PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: list)))], options: options)
        try await self.init(plan, on: plane, settings: settings)
    }

    init(_ plan: Plan, on plane: InMemoryControlPlane, settings: ApplySettings = ApplySettings(parallelism: 1)) async throws {
        let clock = ManualClock()
        outcome = await apply(
            plan, on: [Place(cloud: nil, region: "KR1"): plane], settings: settings, ticker: clock.ticker, emit: { _ in })
        self.plane = plane
    }

    private static func word(_ state: ActionState) -> String {
        switch state {
        case .done: "done"
        case .failed(let failure): "failed: \(failure.message)"
        case .notStarted(let reason): "not started: \(reason)"
        case .unknown(let reason, id: _, let timedOut): "unknown\(timedOut ? " (timed out)" : ""): \(reason)"
        }
    }
}

@Suite("Apply")
struct ApplyTests {
    let web = desired("web", target: 1)

    @Test("creates with the mark, waits for the status and proves the result")
    func create() async throws {
        let run = try await Run(stack([web]), on: InMemoryControlPlane())
        #expect(run.outcome.verdict == .complete)
        let calls = await run.plane.calls
        #expect(calls.count == 4)
        guard case .create(let fields) = calls[1] else { return #expect(Bool(false), "\(calls)") }
        #expect(fields[.description] == .string("[flowlogctl:prod/web]"))
        #expect(fields[.customizedField] == nil)
        #expect(calls[2] == .show(uuid(1_000_001)))
        #expect(calls[3] == .list)
    }

    @Test("a PUT carries name, description and admin_state_up together, after a read")
    func update() async throws {
        let there = live(1, like: web, [.name: .string("by hand"), .description: .string("text")])
        let run = try await Run(stack([web]), on: InMemoryControlPlane([there]))
        #expect(run.outcome.verdict == .complete)
        let edit = LoggerEdit(name: "web", description: "text [flowlogctl:prod/web]", adminStateUp: true)
        #expect(await run.plane.calls.dropFirst() == [.show(there.id), .edit(there.id, edit), .list])
    }

    @Test("nothing to do is no call, and a logger in ERROR is no success")
    func nothing() async throws {
        let healthy = try await Run(stack([web]), on: InMemoryControlPlane([live(1, like: web)]))
        #expect(healthy.outcome.verdict == .complete)
        #expect(await healthy.plane.calls == [.list])
        let broken = try await Run(stack([web]), on: InMemoryControlPlane([live(1, like: web, status: .error)]))
        #expect(broken.outcome.verdict == .incomplete)
        #expect(broken.outcome.inError.map(\.address) == ["prod/web"])
    }

    @Test("create_first creates, waits, looks at the new one and only then deletes the old one")
    func createFirst() async throws {
        let there = live(1, like: web, [.filter: .string("DROP")])
        let run = try await Run(stack([web]), on: InMemoryControlPlane([there]))
        #expect(run.outcome.verdict == .complete)
        let new = uuid(1_000_001)
        let rest = await run.plane.calls.dropFirst(3)
        #expect(rest == [.show(new), .show(new), .show(there.id), .delete(there.id), .show(there.id), .show(new), .list])
        #expect(await run.plane.loggers.map(\.id) == [new])
    }

    @Test("create_first keeps the old logger if the new one goes to ERROR")
    func createFirstError() async throws {
        let there = live(1, like: web, [.filter: .string("DROP")])
        let run = try await Run(stack([web]), on: InMemoryControlPlane([there], statusAfterCreate: { _ in .error }))
        #expect(run.outcome.verdict == .incomplete)
        #expect(await run.plane.loggers.contains { $0.id == there.id })
        let state = try #require(run.states["prod/web"])
        #expect(state.contains("OBSConfigurationError") && state.contains("flow log system account needs Write"))
    }

    @Test("delete_first deletes, waits until it is gone, and creates")
    func deleteFirst() async throws {
        let wanted = desired("web", replace: .deleteFirst)
        let there = live(1, like: wanted, [.filter: .string("DROP")])
        let run = try await Run(stack([wanted]), on: InMemoryControlPlane([there]))
        #expect(run.outcome.verdict == .complete)
        let calls = await run.plane.calls
        #expect(calls.dropFirst().prefix(4) == [.show(there.id), .show(there.id), .delete(there.id), .show(there.id)])
    }

    @Test("a pinned logger that must be replaced gets its mark first")
    func adoptThenReplace() async throws {
        let there = live(1, like: desired("web", [.filter: .string("DROP"), .name: .string("by hand")]), owner: nil)
        let run = try await Run(stack([desired("web", pinnedID: there.id)]), on: InMemoryControlPlane([there]))
        #expect(run.outcome.verdict == .complete)
        let edit = LoggerEdit(name: "by hand", description: "[flowlogctl:prod/web]", adminStateUp: true)
        #expect(await run.writes.first == .edit(there.id, edit))
        #expect(await run.plane.loggers.map(\.fields.name) == ["web"])
    }

    @Test("what moved since it was planned is not written over", arguments: ["name", "filter", "mark", "gone"])
    func moved(what: String) async throws {
        let there = live(1, like: web, [.description: .string("text")])
        let plan = try plan(stack([desired("web", [.description: .string("new")])]), [there])
        var now: LiveLogger? = there
        switch what {
        case "name": now?.fields[.name] = .string("by hand")
        case "filter": now?.fields[.filter] = .string("DROP")
        case "mark": now?.ownership = .owned(OwnerMark(stack: "other", key: "web"))
        default: now = nil
        }
        let run = try await Run(plan, on: InMemoryControlPlane(now.map { [$0] } ?? []))
        #expect(await run.writes == [])
        #expect(run.states["prod/web"]?.hasPrefix("failed: ") == true)
        #expect(run.outcome.verdict == .incomplete)
    }

    @Test("a delete refuses a logger that moved, and takes 404 for success")
    func deletes() async throws {
        let there = live(1, like: web)
        let plan = try plan(stack([]), [there])
        var moved = there
        moved.ownership = .unmarked
        let refused = try await Run(plan, on: InMemoryControlPlane([moved]))
        #expect(await refused.writes == [])
        #expect(refused.states["prod/web"]?.contains("owner mark") == true)
        let gone = try await Run(plan, on: InMemoryControlPlane())
        #expect(gone.outcome.verdict == .complete)
    }

    @Test("an answer that differs from what was asked fails the action and names the field")
    func answerDiffers() async throws {
        let plane = InMemoryControlPlane(answer: { logger in
            var logger = logger
            logger.fields[.logFormat] = .string("PARQUET")
            return logger
        })
        let run = try await Run(stack([web]), on: plane)
        let state = try #require(run.states["prod/web"])
        #expect(state.contains("answer-differs: log_format is \"PARQUET\" instead of \"CSV\"") && state.contains("ignore_changes"))
        let ignoring = try await Run(
            stack([desired("web", ignoreChanges: [.logFormat])]),
            on: InMemoryControlPlane(answer: { logger in
                var logger = logger
                logger.fields[.logFormat] = .string("PARQUET")
                return logger
            }))
        #expect(ignoring.outcome.verdict == .complete)
    }

    @Test("when the mark does not come back, no further create or adopt starts")
    func lostMark() async throws {
        let plane = InMemoryControlPlane(answer: { logger in
            var logger = logger
            logger.ownership = .unmarked
            return logger
        })
        let run = try await Run(stack([desired("a"), desired("b", target: 2), desired("c", target: 3)]), on: plane)
        #expect(await run.writes.count == 2)
        #expect(await run.writes.last == .delete(uuid(1_000_001)))
        #expect(run.states["prod/c"] == "not started: the service does not keep owner marks")
    }

    @Test("one failure does not stop the others, unless asked to")
    func failures() async throws {
        func plane() -> InMemoryControlPlane {
            InMemoryControlPlane(intercept: { call, _ in
                guard case .create(let fields) = call, fields.name == "a" else { return nil }
                return ControlPlaneError(.refused(status: 409), "Quota exceeded", requestID: "req-1")
            })
        }
        let loggers = stack([desired("a"), desired("b", target: 2)])
        let run = try await Run(loggers, on: plane())
        #expect(run.states == ["prod/a": "failed: Quota exceeded", "prod/b": "done"])
        #expect(run.outcome.verdict == .incomplete)
        let failFast = try await Run(loggers, on: plane(), settings: ApplySettings(parallelism: 1, failFast: true))
        #expect(failFast.states["prod/b"] == "not started: another action was not done (--fail-fast)")
    }

    @Test(
        "a write whose answer is lost or unusable is unknown, not failed",
        arguments: [ControlPlaneError.Kind.unclear, .invalidAnswer, .refused(status: 500), .refused(status: 504)])
    func unknown(kind: ControlPlaneError.Kind) async throws {
        let plane = InMemoryControlPlane(intercept: { call, _ in call.isWrite ? ControlPlaneError(kind, "no answer") : nil })
        let run = try await Run(stack([web]), on: plane)
        #expect(run.states == ["prod/web": "unknown: no answer; no list shows the logger"])
        #expect(run.outcome.verdict == .incomplete)
    }

    @Test("a logger that stays in BUILD times out, which is told apart from failure")
    func timeout() async throws {
        let plane = InMemoryControlPlane(statusAfterCreate: { _ in LoggerStatus(rawValue: "PENDING") })
        let run = try await Run(stack([web]), on: plane, settings: ApplySettings(waitTimeout: .seconds(60)))
        #expect(run.states["prod/web"]?.hasPrefix("unknown (timed out)") == true)
        #expect(run.outcome.verdict == .timedOut)
    }

    @Test("a create_first replace that times out is a time-out, although the old logger is still there")
    func replaceTimeout() async throws {
        let there = live(1, like: web, [.filter: .string("DROP")])
        let plane = InMemoryControlPlane([there], statusAfterCreate: { _ in LoggerStatus(rawValue: "PENDING") })
        let run = try await Run(stack([web]), on: plane, settings: ApplySettings(waitTimeout: .seconds(60)))
        #expect(run.outcome.verdict == .timedOut, "\(run.states)")
    }

    @Test("a time-out next to another difference is not only a time-out")
    func timeoutAndMore() async throws {
        let stray = live(9, like: desired("late", target: 9))
        let plane = InMemoryControlPlane(statusAfterCreate: { _ in LoggerStatus(rawValue: "PENDING") })
        let plan = try plan(stack([web]), [])
        await plane.add(stray)
        let run = try await Run(plan, on: plane, settings: ApplySettings(waitTimeout: .seconds(60)))
        #expect(run.outcome.verdict == .incomplete)
    }

    @Test("a replace keeps what is live by then in fields that the manifest does not speak of")
    func replaceFollows() async throws {
        let there = live(1, like: web, [.filter: .string("DROP"), .description: .string("planned")])
        let plan = try plan(stack([web]), [there])
        var edited = there
        edited.fields[.description] = .string("edited since")
        let run = try await Run(plan, on: InMemoryControlPlane([edited]))
        #expect(run.outcome.verdict == .complete, "\(run.states)")
        #expect(await run.plane.loggers.first?.fields[.description] == .string("edited since"))
    }

    @Test("a 404 right after our own create means not yet")
    func notYet() async throws {
        let misses = Mutex(2)
        let plane = InMemoryControlPlane(intercept: { call, _ in
            guard case .show = call,
                misses.withLock({ left in
                    left -= 1; return left >= 0
                })
            else { return nil }
            return ControlPlaneError(.notFound, "not found")
        })
        let run = try await Run(stack([web]), on: plane)
        #expect(run.outcome.verdict == .complete)
    }

    @Test("a delete whose target a create takes over waits for it, and is not started if it fails")
    func takeover() async throws {
        let old = live(1, like: desired("old", target: 1))
        let run = try await Run(stack([web]), on: InMemoryControlPlane([old]), settings: ApplySettings(parallelism: 8))
        #expect(run.outcome.verdict == .complete)
        guard case .create = await run.writes.first, case .delete = await run.writes.last else { return #expect(Bool(false)) }
        let broken = try await Run(
            stack([web]), on: InMemoryControlPlane([old], statusAfterCreate: { _ in .error }), settings: ApplySettings(parallelism: 8))
        #expect(broken.states["prod/old"] == "not started: prod/web must be done first")
        #expect(await broken.plane.loggers.contains { $0.id == old.id })
    }

    @Test("a superseded logger goes last, and only when the kept one is healthy")
    func superseded() async throws {
        let wanted = desired("web", [.description: .string("new")])
        let kept = live(1, like: web, createdAt: "2026-02-02")
        let other = live(2, like: web, createdAt: "2026-01-01")
        let run = try await Run(stack([wanted]), on: InMemoryControlPlane([kept, other]), settings: ApplySettings(parallelism: 8))
        #expect(run.outcome.verdict == .complete)
        #expect(await run.writes.last == .delete(other.id))
        let sick = [live(1, like: web, status: .error), live(2, like: web, [.filter: .string("DROP")], status: .error)]
        let stopped = try await Run(stack([web]), on: InMemoryControlPlane(sick))
        #expect(stopped.states["prod/web?\(uuid(1002))"]?.hasPrefix("not started: \(uuid(1001)), which stays, is not ready") == true)
        #expect(await stopped.writes == [])
    }

    @Test("never more actions at once than the parallelism allows", arguments: [1, 3, 8])
    func parallelism(limit: Int) async throws {
        let running = Mutex((now: 0, most: 0))
        let loggers = (0..<20).map { desired("k\($0)", target: $0) }
        let plan = try plan(stack(loggers), [])
        let clock = ManualClock()
        let outcome = await apply(
            plan, on: [Place(cloud: nil, region: "KR1"): InMemoryControlPlane()], settings: ApplySettings(parallelism: limit),
            ticker: clock.ticker
        ) { event in
            running.withLock { running in
                switch event {
                case .started: running.now += 1
                case .finished: running.now -= 1
                case .began, .waiting, .proving, .interrupted: break
                }
                running.most = max(running.most, running.now)
            }
        }
        #expect(outcome.verdict == .complete)
        #expect(running.withLock { $0.most } <= limit)
    }

    @Test("the first event tells how many actions will end, loggers that are only waited for among them")
    func totals() async throws {
        let there = [live(2, like: desired("slow", target: 2), status: .build), live(3, like: desired("gone", target: 3))]
        let plan = try plan(stack([web, desired("slow", target: 2)]), there)
        let events = Mutex<[ApplyEvent]>([])
        let plane = InMemoryControlPlane(there)
        _ = await apply(
            plan, on: [Place(cloud: nil, region: "KR1"): plane], settings: ApplySettings(), ticker: ManualClock().ticker
        ) { event in events.withLock { $0.append(event) } }
        let all = events.withLock { $0 }
        let ended = all.count { if case .finished = $0 { true } else { false } }
        guard case .began(let actions)? = all.first else { return #expect(Bool(false), "\(all)") }
        #expect(actions == 3 && ended == 3)
    }

    @Test("the closing list names what still differs, and says so when it cannot be had")
    func proof() async throws {
        let lists = Mutex(0)
        let plane = InMemoryControlPlane(intercept: { call, _ in
            guard call == .list,
                lists.withLock({ count in
                    count += 1; return count > 1
                })
            else { return nil }
            return ControlPlaneError(.unreachable, "connection refused")
        })
        let run = try await Run(stack([web]), on: plane)
        #expect(run.outcome.verdict == .incomplete)
        guard case .impossible("the last list failed: connection refused") = run.outcome.proof else {
            return #expect(Bool(false), "\(run.outcome.proof)")
        }
    }

    private func plan(_ stack: DesiredStack, _ list: [LiveLogger]) throws -> Plan {
        makePlan([PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: list)))])
    }
}
