import FlowLogApply
import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Loggers that an earlier run left in BUILD")
struct SettlingTests {
    private static let web = desired("web")

    /// A service whose loggers leave BUILD when the clock says so.
    private func run(
        _ loggers: [DesiredLogger], _ list: [LiveLogger], becoming status: LoggerStatus, after time: Duration,
        timeout: Duration = .seconds(600),
        interruptedAfter: Duration? = nil
    ) async throws -> (outcome: ApplyOutcome, clock: ManualClock, calls: [InMemoryControlPlane.Call]) {
        let clock = ManualClock()
        let plane = InMemoryControlPlane(
            list.map { logger in
                var logger = logger
                logger.status = LoggerStatus(rawValue: "PENDING")
                return logger
            })
        let interruption = Interruption()
        let service = InterceptedControlPlane(plane) { _ in
            if let interruptedAfter, clock.now >= interruptedAfter { interruption.request() }
            if clock.now >= time {
                for logger in list where logger.status == .build {
                    await plane.change(logger.id) {
                        var next = $0; next.status = status; return next
                    }
                }
            }
            return .answered
        }
        let situation = Situation(stack: stack(loggers), list: list)
        let outcome = await apply(
            try situation.plan(), on: [situation.stack.place: service], settings: ApplySettings(waitTimeout: timeout), ticker: clock.ticker,
            interruption: interruption, emit: { _ in })
        return (outcome, clock, await plane.calls)
    }

    private func inBuild(_ number: Int, _ logger: DesiredLogger, owner: String? = "prod") -> LiveLogger {
        live(number, like: logger, owner: owner, status: .build)
    }

    @Test("are waited for although nothing is due, by lists, one wait for all")
    func waits() async throws {
        let loggers = (1...20).map { desired("k\($0)", target: $0) }
        let list = loggers.enumerated().map { inBuild($0.offset, $0.element) }
        let (outcome, clock, calls) = try await run(loggers, list, becoming: .active, after: .seconds(4))
        #expect(outcome.verdict == .complete)
        #expect(clock.now >= .seconds(4) && clock.now < .seconds(8))
        #expect(calls.allSatisfy { $0 == .list } && calls.count < 10)
        #expect(outcome.results.count == 20)
    }

    @Test("end the run with 7 if they go to ERROR")
    func error() async throws {
        let (outcome, _, _) = try await run([Self.web], [inBuild(1, Self.web)], becoming: .error, after: .seconds(4))
        #expect(outcome.verdict == .incomplete)
        #expect(outcome.inError.map(\.address) == ["prod/web"])
    }

    @Test("end the run with 9 if they stay in BUILD, with the id and the way out")
    func timeout() async throws {
        let (outcome, clock, _) = try await run(
            [Self.web], [inBuild(1, Self.web)], becoming: .active, after: .seconds(400), timeout: .seconds(60))
        #expect(outcome.verdict == .timedOut)
        #expect(clock.now == .seconds(60))
        guard case .unknown(let reason, let id, timedOut: true)? = outcome.results.first?.state else { return #expect(Bool(false)) }
        #expect(id == uuid(1001))
        #expect(reason == "\(uuid(1001)) did not become ready within 1m (it is BUILD): run apply again to wait for it")
    }

    @Test("an interruption ends the wait")
    func interrupted() async throws {
        let (outcome, clock, _) = try await run(
            [Self.web], [inBuild(1, Self.web)], becoming: .active, after: .seconds(400), interruptedAfter: .seconds(10))
        #expect(outcome.verdict == .interrupted)
        #expect(clock.now < .seconds(16))
    }

    @Test("are not waited for if they are deleted, somebody else's, or not selected")
    func others() async throws {
        let other = desired("other", target: 2)
        let list = [live(1, like: Self.web), inBuild(2, other), inBuild(3, desired("foreign", target: 3), owner: "foreign")]
        let (deleting, clock, _) = try await run([Self.web], list, becoming: .active, after: .seconds(400))
        #expect(deleting.verdict == .complete && clock.now < .seconds(2))
        let situation = Situation(stack: stack([Self.web, other]), list: list)
        let plan = makePlan(
            [PlanInput(situation.stack, .success(try LiveState(region: "KR1", projectID: "project", list: list)))],
            options: PlanOptions(targets: [KeySelector("web")]))
        let run = try await Run(plan, on: InMemoryControlPlane(list))
        #expect(await run.plane.calls.isEmpty)
    }

    @Test("an update of a logger in BUILD waits for it too, a release does not")
    func updated() async throws {
        let there = inBuild(1, Self.web)
        let (outcome, clock, _) = try await run(
            [desired("web", [.description: .string("new")])], [there], becoming: .active, after: .seconds(4))
        #expect(outcome.verdict == .complete, "\(outcome.results.map(\.state))")
        #expect(clock.now >= .zero)
    }
}
