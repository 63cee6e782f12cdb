import FlowLogApply
import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Laws 1 and 3 with services that differ from the guide")
struct ServiceModeTests {
    @Test("law 1: what an apply calls complete is complete, and applying again and again never adds loggers", arguments: ServiceMode.all)
    func again(mode: ServiceMode) async throws {
        var random = SeededRandom()
        print("law 1, \(mode.name): \(random.note)")
        var applied = 0
        for number in 0..<200 {
            guard let situation = number == 0 ? .mixed : try Situation(using: &random) else { continue }
            applied += 1
            let plane = InMemoryControlPlane(situation.list, mode: mode)
            let note = "\(mode.name): \(random.note), world \(applied)"
            try await run(situation, on: plane, mode, note)
        }
        #expect(applied > 20, "too few worlds for the law to mean much")
    }

    @Test("law 3: stopped anywhere, further runs converge as far as the service lets them", arguments: ServiceMode.all)
    func stopped(mode: ServiceMode) async throws {
        var random = SeededRandom()
        print("law 3, \(mode.name): \(random.note)")
        var stops = 0
        for number in 0..<150 {
            guard let situation = number % 5 == 0 ? .mixed : try Situation(using: &random) else { continue }
            let point = StopPoint.allCases.randomElement(using: &random) ?? .beforeAnswer
            let boundary = Int.random(in: 0..<(number % 5 == 0 ? 70 : 25), using: &random)
            let note = "\(mode.name), \(random.note), world \(number), boundary \(boundary) \(point)"
            let watch = Watch(try situation.plan())
            let plane = watch.plane(situation.list, settling: 1, mode: mode)
            let stopper = Stopper(at: boundary, point)
            _ = await apply(
                try situation.plan(), on: [situation.stack.place: InterceptedControlPlane(plane) { _ in stopper.next() }],
                settings: ApplySettings(parallelism: number % 2 == 0 ? 1 : 4), ticker: ManualClock().ticker, emit: { _ in })
            stops += stopper.isStopped ? 1 : 0
            try await run(situation, on: plane, mode, note)
            watch.look(await plane.loggers)
            // What such a service has changed in a logger leads to replaces, and these may have a gap.
            let gaps = Set(situation.stack.loggers.filter { $0.replace == .deleteFirst }.map(\.key))
            #expect(watch.found.filter { !gaps.contains($0) } == [], "without a healthy logger: \(note)")
        }
        #expect(stops > 8, "too few stops for the law to mean much")
    }

    /// Applies several times, and looks at what must hold each time and in the end.
    private func run(_ situation: Situation, on plane: InMemoryControlPlane, _ mode: ServiceMode, _ note: String) async throws {
        var counts: [[String: Int]] = []
        var verdicts: [ApplyOutcome.Verdict?] = []
        for _ in 0..<5 {
            let plan = try situation.plan(try await plane.list())
            if plan.refusal == nil {
                let outcome = await apply(
                    plan, on: [situation.stack.place: plane], settings: ApplySettings(parallelism: 4), ticker: ManualClock().ticker,
                    emit: { _ in })
                verdicts.append(outcome.verdict)
            } else {
                verdicts.append(nil)
            }
            let left = try situation.plan(await plane.loggers).changes.filter(\.isOpen)
            if verdicts.last == .complete { #expect(left.map(\.address) == [], "told complete, and is not: \(note)") }
            counts.append(Self.counts(await plane.loggers))
        }
        if mode.keepsAll {
            #expect(verdicts.last == .complete, "\(verdicts): \(note)")
            #expect(try situation.damage(await plane.loggers) == Situation.Damage(), "\(note)")
        }
        // At most one more than was found, and from then on no more than that.
        for (key, count) in counts[4] {
            #expect(count <= max(counts[1][key] ?? 0, 1), "\(count) loggers of '\(key)', before \(counts.map { $0[key] ?? 0 }): \(note)")
        }
        let after = await plane.loggers
        let foreign = situation.list.filter { $0.projectID != "project" || $0.mark.map { $0.stack != "prod" } ?? false }
        for logger in foreign { #expect(after.contains { logger.isSame(as: $0) }, "\(logger.id) was touched: \(note)") }
    }

    /// How many loggers there are for each name and owner.
    private static func counts(_ loggers: [LiveLogger]) -> [String: Int] {
        Dictionary(grouping: loggers, by: { $0.mark?.owner ?? "unmarked \($0.fields.name)" }).mapValues(\.count)
    }
}
