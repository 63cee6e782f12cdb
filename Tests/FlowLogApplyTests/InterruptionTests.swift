import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport
import Testing

/// Asks a run to end at one of its moments: before a request, between its answer and what follows, or in a pause.
private final class Interrupter: Sendable {
    let interruption = Interruption()
    private let moment: Int
    private let plane: InMemoryControlPlane
    private let state = Mutex((moments: 0, ledger: Ledger(), started: [ChangeAddress]()))
    private let snapshot = Mutex<Snapshot?>(nil)

    /// How things were at the moment.
    struct Snapshot: Sendable {
        let ledger: Ledger
        let started: [ChangeAddress]
        let loggers: [LiveLogger]
    }

    init(at moment: Int, _ plane: InMemoryControlPlane) {
        self.moment = moment
        self.plane = plane
    }

    /// Nil if the run ended before the moment.
    var atTheMoment: Snapshot? { snapshot.withLock { $0 } }
    var started: [ChangeAddress] { state.withLock { $0.started } }

    func pass() async {
        let isNow = state.withLock { state in
            state.moments += 1
            return state.moments - 1 == moment
        }
        guard isNow else { return }
        let loggers = await plane.loggers
        let now = state.withLock { Snapshot(ledger: $0.ledger, started: $0.started, loggers: loggers) }
        snapshot.withLock { $0 = now }
        interruption.request()
    }

    func note(_ event: ApplyEvent) {
        state.withLock { state in
            state.ledger.record(event)
            if case .started(let change) = event { state.started.append(change.fullAddress) }
        }
    }
}

@Suite("Interruptions")
struct InterruptionTests {
    @Test("at every moment of a mixed run: nothing new starts, what is in flight completes, and the table is true")
    func everyMoment() async throws {
        var moment = 0
        while try await interrupt(at: moment, parallelism: 1) { moment += 1 }
        print("interruptions: \(moment) moments")
        #expect(moment > 100, "too few moments for a mixed plan")
    }

    @Test("with several workers the table is true as well")
    func workers() async throws {
        var moment = 0
        while try await interrupt(at: moment, parallelism: 4) { moment += 1 }
        #expect(moment > 100, "too few moments for a mixed plan")
    }

    /// - Returns: whether the run got as far as the moment.
    private func interrupt(at moment: Int, parallelism: Int) async throws -> Bool {
        let situation = Situation.mixed
        let plan = try situation.plan()
        let watch = Watch(plan)
        let plane = watch.plane(situation.list, settling: 2)
        let interrupter = Interrupter(at: moment, plane)
        let clock = ManualClock()
        let ticker = Ticker(now: { clock.now }) { pause in
            try await clock.ticker.sleep(pause)
            await interrupter.pass()
        }
        let service = InterceptedControlPlane(plane, answered: { _ in await interrupter.pass() }) { _ in
            await interrupter.pass()
            return .answered
        }
        let outcome = await apply(
            plan, on: [situation.stack.place: service], settings: ApplySettings(parallelism: parallelism), ticker: ticker,
            interruption: interrupter.interruption, emit: interrupter.note)
        guard let snapshot = interrupter.atTheMoment else {
            #expect(outcome.verdict == .complete, "\(moment)")
            return false
        }
        let after = await plane.loggers
        #expect(outcome.verdict == .interrupted, "\(moment)")
        #expect(outcome.results.count == plan.changes.count(where: \.isPending), "\(moment)")
        #expect(Audit(results: outcome.results, before: situation.list, after: after).violations == [], "\(moment)")
        if parallelism == 1 {
            #expect(interrupter.started == snapshot.started, "started after the interruption at \(moment)")
            try checkLedger(snapshot, plan, situation, moment)
        }
        for result in outcome.results {
            switch result.state {
            case .done, .notStarted("interrupted"): continue
            case .unknown: #expect(parallelism > 1 || result.change.fullAddress == snapshot.started.last, "\(moment)")
            // A superseded logger whose wait for the kept one ended was not started either.
            case .notStarted(let reason): #expect(reason.contains("which stays, is not ready: interrupted"), "\(moment): \(reason)")
            case .failed: Issue.record("\(result.change.address) \(result.state) at \(moment)")
            }
        }
        // The old logger is there, or its delete_first went on to the create.
        #expect(after.contains { $0.projectID == "project" && $0.mark?.owner == "prod/apart" }, "a gap is left at \(moment)")
        #expect(watch.found == [], "\(moment)")
        if let violation = try await situation.violationOfConvergence(on: plane) { Issue.record("\(violation) at \(moment)") }
        #expect(try situation.damage(await plane.loggers) == Situation.Damage(), "\(moment)")
        return true
    }

    /// The table of a run that a second signal ends at once: what runs is unknown, what is done is done.
    private func checkLedger(_ snapshot: Interrupter.Snapshot, _ plan: Plan, _ situation: Situation, _ moment: Int) throws {
        let now = snapshot.ledger.outcomeNow(of: plan)
        #expect(now.verdict == .interrupted, "\(moment)")
        #expect(now.results.count == plan.changes.count(where: \.isPending), "\(moment)")
        #expect(Audit(results: now.results, before: situation.list, after: snapshot.loggers).violations == [], "\(moment)")
        let unknown = now.results.count { if case .unknown = $0.state { true } else { false } }
        let begun = now.results.count { if case .notStarted = $0.state { false } else { true } }
        #expect(unknown <= 1 && begun == snapshot.started.count, "\(moment): \(unknown) unknown, \(begun) begun")
    }

    @Test("a wait for a new logger ends as unknown, and the old logger stays")
    func waitEnds() async throws {
        let interruption = Interruption()
        let old = live(1, like: desired("web"), [.filter: .string("DROP")])
        let plane = InMemoryControlPlane([old], statusAfterCreate: { _ in LoggerStatus(rawValue: "PENDING") })
        let situation = Situation(stack: stack([desired("web")]), list: [old])
        let clock = ManualClock()
        let ticker = Ticker(now: { clock.now }) { pause in
            try await clock.ticker.sleep(pause)
            if clock.now > .seconds(5) { interruption.request() }
        }
        let outcome = await apply(
            try situation.plan(), on: [situation.stack.place: plane], settings: ApplySettings(), ticker: ticker, interruption: interruption,
            emit: { _ in })
        let id = uuid(1_000_001)
        let reason = "interrupted while waiting for \(id) (it is PENDING): run apply again to wait for it"
        #expect(outcome.results.map(\.state) == [.unknown(reason, id: id, timedOut: false)])
        #expect(outcome.verdict == .interrupted)
        #expect(clock.now < .seconds(6), "a wait does not go on")
        #expect(await plane.loggers.contains(old))
    }

    @Test("an interruption ends the wait for a list that is current, and the run counts as interrupted")
    func proofEnds() async throws {
        let interruption = Interruption()
        let clock = ManualClock()
        let plane = await LaggingControlPlane(InMemoryControlPlane(), clock: clock) { .seconds(1000) }
        let situation = Situation(stack: stack([desired("web")]), list: [])
        let ticker = Ticker(now: { clock.now }) { pause in
            try await clock.ticker.sleep(pause)
            if clock.now > .seconds(20) { interruption.request() }
        }
        let outcome = await apply(
            try situation.plan(), on: [situation.stack.place: plane], settings: ApplySettings(), ticker: ticker, interruption: interruption,
            emit: { _ in })
        #expect(outcome.verdict == .interrupted)
        #expect(clock.now < .seconds(21), "a pause does not go on")
    }
}
