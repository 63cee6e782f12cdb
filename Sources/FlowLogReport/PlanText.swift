import FlowLogModel
package import FlowLogPlan

/// A plan for people, in Terraform's vocabulary: only what changes (Contract: Plan, Text).
package struct PlanText {
    private let plan: Plan
    private let style: Style
    private let digest: PlanDigest?

    /// - Parameter digest: of a plan that is saved.
    package init(_ plan: Plan, style: Style, digest: PlanDigest? = nil) {
        self.plan = plan
        self.style = style
        self.digest = digest
    }

    /// The whole text, with a line end at its end.
    package var text: Shown {
        let words = PlanWords(plan)
        var lines: [Shown] = []
        for stack in plan.stacks { lines += section(stack) }
        if let partial = words.partial { lines += [partial, ""] }
        lines.append(words.isQuiet ? style.green(Shown(words.nothing)) : "\(style.bold(Shown(words.numbers))) \(words.details)")
        if words.isQuiet, let waiting = words.waiting { lines.append(Shown(waiting)) }
        if let digest { lines.append("\(PlanWords.digest)\(digest.short)") }
        let refused = words.refusals.map(style.red)
        if !refused.isEmpty { lines += [""] + refused }
        return lines.map { "\($0)\n" }.joined()
    }

    private func section(_ stack: StackPlan) -> [Shown] {
        // Most of a large plan are no-ops, of which there is nothing to say.
        let shown = stack.changes.filter { $0.isOpen || $0.isUnhealthy }
        let blocks = ChangeOrder.endingLast.sorted(shown).compactMap(block)
        guard stack.failure != nil || !blocks.isEmpty else { return [] }
        let failure: [Shown] = stack.failure.map { ["  \(style.red("!")) not planned: \($0.message)", ""] } ?? []
        return [style.bold(PlanWords.heading(stack)), ""] + failure + blocks.flatMap { $0 + [""] }
    }

    /// The lines of one logger; nil where there is nothing to say.
    private func block(_ change: Change) -> [Shown]? {
        let text = ChangeText(change, style: style)
        return text.headline.map { style.folded("  \(text.painted($0))") + text.planned.flatMap { style.folded("      \($0)") } }
    }
}
