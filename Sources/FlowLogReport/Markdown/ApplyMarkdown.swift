package import FlowLogApply
import FlowLogModel
package import FlowLogPlan

/// How an apply ended, as Markdown: what was not done first (Contract: CI and cron, GitHub Actions).
package struct ApplyMarkdown {
    private let plan: Plan
    private let outcome: ApplyOutcome?

    /// - Parameter outcome: nil for a run that ended before its first action.
    package init(_ plan: Plan, _ outcome: ApplyOutcome?) {
        self.plan = plan
        self.outcome = outcome
    }

    /// The whole page.
    /// - Parameter limit: bytes that it must not exceed, at least 24,000; where it is too long, it says less and that it does.
    package func text(limit: Int) -> MarkdownText {
        let words = PlanWords(plan)
        var unproven: [Shown] = []
        if case .impossible(let reason) = outcome?.proof { unproven = ["The result is not proven, the last list failed: \(reason)"] }
        return MarkdownPage(
            title: words.title("apply"), summary: summary,
            alerts: [
                .init(kind: .caution, texts: words.failures.map { "\($0.title) was not planned: \($0.reason)" }),
                .init(kind: .caution, texts: words.refusals + unproven), .init(kind: .warning, texts: [words.partial].compactMap(\.self)),
            ],
            groups: groups.filter { !$0.sections.isEmpty }
        ).text(limit: limit)
    }

    private var summary: Words {
        guard let outcome else { return plan.hasChanges || !plan.failures.isEmpty ? "Nothing was changed." : PlanWords(plan).summary }
        return outcome.results.isEmpty && outcome.verdict == .complete ? PlanWords(plan).summary : ApplyText.heading(outcome)
    }

    private var groups: [MarkdownPage.Group] {
        guard let outcome else {
            return plan.stacks.map { stack in
                let open = stack.changes.filter(\.isOpen).map { item($0, "not done") }
                return .init(PlanWords.heading(stack), [.init(title: "Not done", items: open)])
            }
        }
        let results = Dictionary(grouping: outcome.results, by: \.change.stackAddress)
        let remaining = Dictionary(grouping: outcome.remaining, by: \.stackAddress)
        let inError = Dictionary(grouping: outcome.inError, by: \.stackAddress)
        return plan.stacks.map { stack in
            group(
                stack, results[stack.address, default: []], remaining: remaining[stack.address, default: []],
                inError: inError[stack.address, default: []])
        }
    }

    private func group(
        _ stack: StackPlan, _ results: [ApplyOutcome.Result], remaining: [Change], inError: [Change]
    ) -> MarkdownPage.Group {
        let undone = results.filter { $0.state.ending != .done }.map { result in
            item(
                result.change, "\(result.state.ending): \(result.change.action.verbs.name): \(result.state.reason)",
                [Shown(result.state.reason)])
        }
        return .init(
            PlanWords.heading(stack),
            [
                .init(title: "Not done", items: undone),
                .init(
                    title: "Still different",
                    items: remaining.map { item($0, "still different", ChangeText($0).planned) }),
                .init(title: "In ERROR", items: inError.map { item($0, "in ERROR", ChangeText($0).health) }),
                .init(
                    title: "Done",
                    items: results.filter { $0.state.ending == .done }.map { item($0.change, Shown($0.change.action.verbs.done)) }),
            ])
    }

    private func item(_ change: Change, _ what: Shown, _ lines: [Shown] = []) -> ReviewItem {
        let text = ChangeText(change)
        return text.item(
            [what], headline: "\(text.name)  \(what)\(text.id.map { "  \($0)" as Shown } ?? "")", lines: lines, brief: lines,
            isNeverCut: !lines.isEmpty)
    }
}
