import FlowLogApply
import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("The closing proof with a list that lags")
struct ProofTests {
    @Test("what is done is proven once the list is current", arguments: [Duration.seconds(1), .seconds(10), .seconds(30)])
    func lag(lag: Duration) async throws {
        let outcome = try await Self.apply(try Situation.mixed.plan(), Situation.mixed, lag: lag)
        #expect(outcome.results.allSatisfy { if case .done = $0.state { true } else { false } })
        #expect(outcome.verdict == .complete)
    }

    @Test("a list that shows the new logger and still the old one is not current")
    func bothShown() async throws {
        let old = live(1, like: desired("web"), [.filter: .string("DROP")])
        let situation = Situation(stack: stack([desired("web")]), list: [old])
        // Each read takes its time, so that the create is old enough to be seen before the delete is.
        let clock = ManualClock()
        let plane = await LaggingControlPlane(InMemoryControlPlane([old], settling: 4), clock: clock) { .seconds(2) }
        let outcome = await FlowLogApply.apply(
            try situation.plan(), on: [situation.stack.place: plane], settings: ApplySettings(), ticker: clock.ticker, emit: { _ in })
        #expect(outcome.verdict == .complete)
    }

    @Test("a list that still shows the ERROR of a logger that was replaced by request is not current")
    func replacedByRequest() async throws {
        let broken = live(1, like: desired("web"), status: .error)
        let situation = Situation(stack: stack([desired("web")]), list: [broken])
        let plan = makePlan(
            [PlanInput(situation.stack, .success(try LiveState(region: "KR1", projectID: "project", list: [broken])))],
            options: PlanOptions(replaces: [KeySelector("web")]))
        let outcome = try await Self.apply(plan, situation, lag: .seconds(10))
        #expect(outcome.verdict == .complete)
        guard case .planned(let proof) = outcome.proof else { return #expect(Bool(false), "\(outcome.proof)") }
        #expect(proof.changes.map(\.action.live?.id) == [uuid(1_000_001)])
    }

    @Test("a list that never becomes current is not waited for longer than a lag may last, and proves nothing")
    func never() async throws {
        let clock = ManualClock()
        let situation = Situation(stack: stack([desired("web")]), list: [])
        let outcome = try await Self.apply(try situation.plan(), situation, lag: .seconds(1000), clock)
        #expect(outcome.verdict == .incomplete)
        #expect(outcome.remaining.map(\.address) == ["prod/web"])
        #expect(clock.now > .seconds(30) && clock.now < .seconds(35))
    }

    @Test("what was not done is not waited for")
    func failure() async throws {
        let clock = ManualClock()
        let situation = Situation(stack: stack([desired("a"), desired("b", target: 2)]), list: [])
        let plane = InMemoryControlPlane(intercept: { call, _ in
            guard case .create(let fields) = call, fields.name == "a" else { return nil }
            return ControlPlaneError(.refused(status: 400), "no")
        })
        let outcome = await FlowLogApply.apply(
            try situation.plan(), on: [situation.stack.place: plane], settings: ApplySettings(), ticker: clock.ticker, emit: { _ in })
        #expect(outcome.remaining.map(\.address) == ["prod/a"])
        #expect(clock.now == .zero)
    }

    private static func apply(
        _ plan: Plan, _ situation: Situation, lag: Duration, _ clock: ManualClock = ManualClock()
    ) async throws -> ApplyOutcome {
        let plane = await LaggingControlPlane(InMemoryControlPlane(situation.list), clock: clock) { lag }
        return await FlowLogApply.apply(
            plan, on: [situation.stack.place: plane], settings: ApplySettings(parallelism: 4), ticker: clock.ticker, emit: { _ in })
    }
}
