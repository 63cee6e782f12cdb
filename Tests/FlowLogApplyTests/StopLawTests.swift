import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport
import Testing

@Suite("Law 3: stopped anywhere, the next run converges")
struct StopLawTests {
    @Test("at every request boundary of a mixed plan, before, within and after the request", arguments: [1, 4])
    func everyBoundary(parallelism: Int) async throws {
        var damage = Situation.Damage()
        var visited = 0
        for point in StopPoint.allCases {
            var boundary = 0
            while try await check(.mixed, boundary, point, parallelism: parallelism, "boundary \(boundary) \(point)", &damage) {
                boundary += 1
            }
            #expect(boundary > 40, "too few requests for a mixed plan")
            visited += boundary
        }
        print("law 3: parallelism \(parallelism), \(visited) boundaries; \(damage)")
        #expect(damage == Situation.Damage())
    }

    @Test("at random boundaries of random manifests and live states")
    func random() async throws {
        var random = SeededRandom()
        print("law 3: \(random.note)")
        var damage = Situation.Damage()
        var (worlds, visited) = (0, 0)
        for _ in 0..<1_500 {
            guard let situation = try Situation(using: &random) else { continue }
            worlds += 1
            for point in StopPoint.allCases {
                let boundary = Int.random(in: 0..<30, using: &random)
                let note = "\(random.note), world \(worlds), boundary \(boundary) \(point)"
                let wasStopped = try await check(situation, boundary, point, parallelism: worlds % 2 == 0 ? 1 : 4, note, &damage)
                visited += wasStopped ? 1 : 0
            }
        }
        print("law 3: \(worlds) random worlds, \(visited) boundaries; \(damage)")
        #expect(worlds > 200 && visited > 200, "too few worlds for the law to mean much")
        #expect(damage == Situation.Damage())
    }

    /// Stops a first run, and lets a second one go through.
    /// - Returns: whether the first run got as far as the boundary.
    private func check(
        _ situation: Situation, _ boundary: Int, _ point: StopPoint, parallelism: Int, _ note: String, _ damage: inout Situation.Damage
    ) async throws -> Bool {
        let watch = Watch(try situation.plan())
        let plane = watch.plane(situation.list, settling: 1)
        let stopper = Stopper(at: boundary, point)
        let stopped = InterceptedControlPlane(plane) { _ in stopper.next() }
        if let list = try? await stopped.list() {
            let clock = ManualClock()
            let outcome = await apply(
                try situation.plan(list), on: [situation.stack.place: stopped], settings: ApplySettings(parallelism: parallelism),
                ticker: clock.ticker, emit: { _ in })
            let audit = Audit(results: outcome.results, before: situation.list, after: await plane.loggers)
            #expect(audit.violations == [], "\(note)")
        }
        if let violation = try await situation.violationOfConvergence(on: plane) { Issue.record("\(violation): \(note)") }
        watch.look(await plane.loggers)
        #expect(watch.found == [], "without a healthy logger: \(note)")
        damage += try situation.damage(await plane.loggers)
        return stopper.isStopped
    }
}
