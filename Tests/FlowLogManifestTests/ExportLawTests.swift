import FlowLogApply
import FlowLogManifest
import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Laws of export")
struct ExportLawTests {
    @Test("law 7: the plan of an export has nothing but adoptions, and is empty after one apply", arguments: [nil, "prod"])
    func law7(stack: String?) async throws {
        var random = SeededRandom()
        print("law 7: \(random.note)")
        var adopted = 0
        var commentedOut = 0
        var settled = 0
        for _ in 0..<400 {
            let world = ExportWorld(stack: stack ?? "exported", using: &random)
            let selected =
                Int.random(in: 0...3, using: &random) > 0 ? nil : Set(world.list.map(\.id).filter { _ in .random(using: &random) })
            let export = ManifestExport(live: world.list, stack: stack, region: "KR1", selected: selected)
            let shuffled = ManifestExport(
                live: world.list.shuffled(using: &random), stack: stack, region: "KR1", selected: selected, capturing: nil)
            do {
                try #require(shuffled.text == export.text && shuffled.warnings == export.warnings)
                try Self.checkText(export)
                try #require(stack != nil || !world.list.contains { $0.mark?.stack == export.stack })
                let round = try await Round(world, export, selected: selected)
                try round.checkPlan()
                try round.checkResult()
                adopted += round.adopted.count
                commentedOut += export.commentedOut
                settled += round.isSettled ? 1 : 0
            } catch {
                Issue.record("\(error)\n\(random.note)\n\(export.text)\n\(world.list)")
                return
            }
        }
        #expect(adopted > 300 && commentedOut > 100 && settled > 100, "too few for the law to mean much")
    }

    /// Nothing that steers a terminal or ends a comment, and no more lines than the entries have.
    private static func checkText(_ export: ManifestExport) throws {
        try #require(!export.text.unicodeScalars.contains { $0.isHarmful && $0 != "\n" })
        let entries = export.text.split(separator: "\n").count {
            $0.hasPrefix("  ") && $0.dropFirst(2).first.map { $0 != " " && $0 != "#" } ?? false
        }
        let defaults = load(export.text).stacks.isEmpty ? 0 : Self.defaults(export.text)
        try #require(entries == export.count + defaults)
    }

    private static func defaults(_ text: String) -> Int {
        text.split(separator: "\n").drop { $0 != "defaults:" }.dropFirst().prefix { $0.hasPrefix("  ") }.count
    }
}

/// One export, planned, applied to a service in memory, and planned again.
private struct Round {
    let world: ExportWorld
    let export: ManifestExport
    let selected: Set<String>?
    let plan: Plan
    let after: [LiveLogger]
    let again: Plan

    init(_ world: ExportWorld, _ export: ManifestExport, selected: Set<String>?) async throws {
        self.world = world
        self.export = export
        self.selected = selected
        let loaded = load(export.text)
        // Not even a warning: it is valid with --strict, but for what no id can pin.
        let canBePinned =
            world.list.allSatisfy { Identifier.isUUID($0.id) } && Set(world.list.map { $0.id.lowercased() }).count == world.list.count
        try #require(canBePinned ? loaded.diagnostics.isEmpty : !loaded.hasErrors, "\(loaded.text)")
        let stack = try #require(loaded.stacks.first)
        try #require(stack.loggers.count == export.count && stack.name == export.stack)
        plan = makePlan([PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: world.list)))])
        let plane = InMemoryControlPlane(world.list)
        if plan.changes.contains(where: { $0.blocked != nil || $0.action.isDelete }) {
            (after, again) = (world.list, plan)
            return
        }
        _ = await apply(plan, on: [stack.place: plane], settings: ApplySettings(), ticker: ManualClock().ticker) { _ in }
        after = await plane.loggers
        again = makePlan([PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: after)))])
    }

    /// Whether nothing that a manifest cannot say stood in the way of an apply.
    var isSettled: Bool { !plan.changes.contains { $0.blocked != nil || $0.action.isDelete } }

    var adopted: [LiveLogger] { plan.changes.compactMap { if case .update(let live, _, _, .adopt) = $0.action { live } else { nil } } }

    func checkPlan() throws {
        for change in plan.changes {
            switch change.action {
            case .noOp(let live?, _): try #require(live.mark?.stack == export.stack && change.blocked == nil)
            case .update(let live, _, let differences, .adopt):
                try #require(differences.map(\.name) == ["owner"] && change.blocked == nil)
                try #require(live.mark == nil && isSelected(live))
            // Several marks block it, whatever the manifest says.
            case .delete(let live, _) where isAmbiguous(live): try #require(change.blocked != nil)
            case .delete(let live, _): try #require(isWarnedAbout(live, change.key), "no warning about \(live.id)")
            default: try #require(Bool(false), "\(change.address) is no adoption: \(change.action)")
            }
        }
        let ids = Set(plan.changes.compactMap { $0.action.isDelete ? nil : $0.action.live?.id })
        let written = world.list.filter { isSelected($0) && ($0.mark == nil || $0.mark?.stack == export.stack && !isDuplicate($0)) }
        for live in written where world.sound.contains(live.id) && !isAmbiguous(live) {
            try #require(ids.contains(live.id), "\(live.id) is sound, and left out")
        }
        try #require(ids.count == export.count)
    }

    /// After one apply nothing is left to do, and what is not in the manifest is as it was.
    func checkResult() throws {
        guard isSettled else { return }
        try #require(!again.hasChanges, "left: \(again.changes.filter(\.isOpen))")
        let ids = Set(adopted.map(\.id))
        for live in world.list where !ids.contains(live.id) { try #require(after.contains(live), "\(live.id) was touched") }
        try #require(again.unmanaged.count == world.list.count { $0.mark == nil && !ids.contains($0.id) })
    }

    private func isSelected(_ live: LiveLogger) -> Bool { selected?.contains(live.id) ?? true }

    /// Whether another logger has its mark.
    private func isDuplicate(_ live: LiveLogger) -> Bool { world.list.contains { $0.id != live.id && $0.mark?.owner == live.mark?.owner } }

    private func isAmbiguous(_ live: LiveLogger) -> Bool { if case .ambiguous = live.ownership { true } else { false } }

    private func isWarnedAbout(_ live: LiveLogger, _ key: String?) -> Bool {
        live.mark?.stack == export.stack && export.warnings.contains { $0.contains("'\(key ?? "")'") }
    }
}

extension Action {
    fileprivate var isDelete: Bool { if case .delete = self { true } else { false } }
}
