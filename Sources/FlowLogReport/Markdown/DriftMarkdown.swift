import FlowLogModel
package import FlowLogPlan

/// Drift as Markdown: how many loggers are in which state, then what differs, under what apply would make of it (Contract: CI and cron,
/// Merge requests).
package struct DriftMarkdown {
    private let words: DriftWords
    private let label: String

    /// - Parameters:
    ///   - label: what the run is called.
    ///   - failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too, and are listed.
    package init(_ plan: Plan, label: String, failsOnUnmanaged: Bool = false) {
        words = DriftWords(plan, failsOnUnmanaged: failsOnUnmanaged)
        self.label = label
    }

    /// The whole page.
    /// - Parameter limit: bytes that it must not exceed, at least 24,000; where it is too long, it says less and that it does.
    package func text(limit: Int = 65_535) -> MarkdownText {
        let words = PlanWords(words.plan)
        let stacks = MarkdownPage.groups(ReviewGroup.drifted(words.plan))
        return MarkdownPage(
            label: label, title: words.title("drift"), summary: self.words.summary,
            remark: stacks.isEmpty ? nil : "What apply would do about it; fields are shown as live -> manifest.", overview: states,
            alerts: [
                .init(kind: .caution, texts: words.failures.map { "\($0.title) was not checked: \($0.reason)" }),
                .init(kind: .warning, texts: [self.words.partial].compactMap(\.self)),
            ],
            groups: stacks + unmanaged, namesOnlyGroup: unmanaged.isEmpty
        ).text(limit: limit)
    }

    private var states: [MarkdownText] {
        let columns = DriftState.allCases
        let rows = words.plan.stacks.map { stack -> MarkdownText in
            let counts = stack.driftCounts
            let cells = columns.map { state -> Words in stack.failure == nil ? "\(counts[state] ?? 0)" : "?" }
            return "| \(PlanWords.title(stack)) | \(cells.joined(separator: " | ")) |"
        }
        guard rows.count > 1 else { return [] }
        return [
            "| stack | \(columns.map(\.words).joined(separator: " | ")) |", "| --- |\(Words.repeating(" ---: |", columns.count))",
        ] + rows
    }

    private var unmanaged: [MarkdownPage.Group] {
        let items = words.unmanaged.map(ReviewItem.init)
        return items.isEmpty ? [] : [.init("owned by no stack", [.init(title: "Unmanaged", items: items)])]
    }
}
