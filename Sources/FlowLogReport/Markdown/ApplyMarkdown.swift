package import FlowLogApply
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
            title: "flowlogctl apply", summary: summary,
            alerts: [
                .init(kind: .caution, texts: words.failures.map { "\($0.title) was not planned: \($0.reason)" }),
                .init(kind: .caution, texts: words.refusals + unproven), .init(kind: .warning, texts: [words.partial].compactMap(\.self)),
            ],
            items: outcome.map(items) ?? plan.changes.filter(\.isOpen).map { item($0, "not done") }
        ).text(limit: limit)
    }

    private var summary: Words {
        guard let outcome else { return plan.hasChanges || !plan.failures.isEmpty ? "Nothing was changed." : PlanWords(plan).summary }
        return outcome.results.isEmpty && outcome.verdict == .complete ? PlanWords(plan).summary : ApplyText.heading(outcome)
    }

    private func items(_ outcome: ApplyOutcome) -> [MarkdownPage.Item] {
        let undone = outcome.results.filter { $0.state.ending != .done }.map { result in
            item(result.change, "\(result.state.ending): \(result.change.action.verbs.name)", [Shown(result.state.reason)])
        }
        let done = outcome.results.filter { $0.state.ending == .done }
        return undone + outcome.remaining.map { item($0, "still different", ChangeText($0).planned) }
            + outcome.inError.map { item($0, "in ERROR", ChangeText($0).health) }
            + done.map { item($0.change, $0.change.action.verbs.done) }
    }

    private func item(_ change: Change, _ what: Words, _ lines: [Shown] = []) -> MarkdownPage.Item {
        MarkdownPage.Item(change, what: what, lines: lines, brief: lines, isNeverCut: !lines.isEmpty)
    }
}
