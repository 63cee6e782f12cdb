import FlowLogApply
import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Laws of applying")
struct LawTests {
    @Test("law 1: plan, apply, plan again is empty, unless something is blocked or in ERROR")
    func law1() async throws {
        var random = SeededRandom()
        print("law 1: \(random.note)")
        var applied = 0
        for _ in 0..<2_000 {
            let world = RandomWorld(using: &random)
            if try world.plan().changes.contains(where: { $0.blocked != nil }) { continue }
            applied += 1
            if let broken = try await Self.violation(of: world) {
                let smallest = try await world.minimized { try await Self.violation(of: $0) != nil }
                Issue.record("\(broken); \(random.note)\n\(smallest)")
                return
            }
        }
        #expect(applied > 300, "too few worlds could be applied for the law to mean much")
    }

    /// What of the law does not hold; nil if all does.
    private static func violation(of world: RandomWorld) async throws -> String? {
        let plane = InMemoryControlPlane(world.list)
        let plan = try world.plan()
        guard plan.refusal == nil || plan.refusal?.code == .emptyManifest else { return nil }
        let run = try await Run(plan, on: plane, settings: ApplySettings(parallelism: 4))
        let after = await plane.loggers
        let again = makePlan([
            PlanInput(world.stack, .success(try LiveState(region: "KR1", projectID: "project", list: after)), world.answers)
        ])

        if let touched = Self.touchedForeign(world, after) { return "touched \(touched)" }
        let left = again.changes.filter(\.isPending)
        let waitsForError = left.allSatisfy { change in
            guard case .delete(_, .superseded(let kept)) = change.action else { return false }
            return kept.status == .error
        }
        if !waitsForError { return "left \(left.map(\.address)) after \(run.states)" }
        for logger in world.stack.loggers where left.isEmpty {
            let count = after.count { $0.projectID == "project" && $0.mark?.owner == "prod/\(logger.key)" }
            if count != 1 { return "\(count) loggers of \(logger.key)" }
        }
        let isComplete = left.isEmpty && run.outcome.inError.isEmpty
        return (run.outcome.verdict == .complete) == isComplete ? nil : "verdict \(run.outcome.verdict) after \(run.states)"
    }

    /// A logger of another project or stack, or an unmarked one that nobody may touch, that is not as it was.
    private static func touchedForeign(_ world: RandomWorld, _ after: [LiveLogger]) -> String? {
        world.list.first { logger in
            let isForeign = logger.projectID != "project" || logger.mark.map { $0.stack != "prod" } ?? false
            return isForeign && !after.contains { logger.isSame(as: $0) }
        }?.id
    }
}
