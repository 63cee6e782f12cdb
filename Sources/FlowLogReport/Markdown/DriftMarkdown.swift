import FlowLogModel
package import FlowLogPlan

/// Drift as Markdown: how many loggers are in which state, then what differs, the worst first (Contract: CI and cron, Drift).
package struct DriftMarkdown {
    private let words: DriftWords

    /// - Parameter failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too, and are listed.
    package init(_ plan: Plan, failsOnUnmanaged: Bool = false) { words = DriftWords(plan, failsOnUnmanaged: failsOnUnmanaged) }

    /// The whole page.
    /// - Parameter limit: bytes that it must not exceed, at least 24,000; where it is too long, it says less and that it does.
    package func text(limit: Int = 65_535) -> String {
        MarkdownPage(
            title: "flowlogctl drift", summary: words.summary, overview: states,
            alerts: [
                ("CAUTION", PlanWords(words.plan).failures.map { "\($0.place) was not checked: \($0.reason)" }),
                ("WARNING", [words.partial].compactMap { $0 }),
            ],
            items: words.drifted.map(item) + words.unmanaged.map(item)
        ).text(limit: limit)
    }

    private var states: [String] {
        let columns = DriftState.allCases
        let rows = words.plan.stacks.map { stack in
            let counts = stack.driftCounts
            let cells = columns.map { stack.failure == nil ? "\(counts[$0] ?? 0)" : "?" }
            return "| \(MarkdownEscape.code(PlanWords.title(stack.stack))) | \(cells.joined(separator: " | ")) |"
        }
        return [
            "| stack | \(columns.map(\.words).joined(separator: " | ")) |",
            "| --- |\(String(repeating: " ---: |", count: columns.count))",
        ] + rows
    }

    private func item(_ state: DriftState, _ change: Change) -> MarkdownPage.Item {
        let text = ChangeText(change)
        let code = change.blocked.map { " (\($0.code.rawValue))" } ?? ""
        return MarkdownPage.Item(
            change, what: "\(state.words)\(code)", lines: text.drifted, brief: text.block + text.health.prefix(1) + text.differences,
            isNeverCut: true)
    }

    private func item(_ unmanaged: Plan.UnmanagedLogger) -> MarkdownPage.Item {
        MarkdownPage.Item(
            what: "unmanaged", place: unmanaged.place, stack: unmanaged.region ?? "-", name: unmanaged.live.id, id: unmanaged.live.id,
            lines: [], brief: [], isNeverCut: true)
    }
}
