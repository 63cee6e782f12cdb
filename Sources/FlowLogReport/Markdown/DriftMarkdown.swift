import FlowLogModel
package import FlowLogPlan

/// Drift as Markdown: how many loggers are in which state, then what differs, the worst first (Contract: CI and cron, Drift).
package struct DriftMarkdown {
    private let words: DriftWords

    /// - Parameter failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too, and are listed.
    package init(_ plan: Plan, failsOnUnmanaged: Bool = false) { words = DriftWords(plan, failsOnUnmanaged: failsOnUnmanaged) }

    /// The whole page.
    /// - Parameter limit: bytes that it must not exceed, at least 24,000; where it is too long, it says less and that it does.
    package func text(limit: Int = 65_535) -> MarkdownText {
        MarkdownPage(
            title: "flowlogctl drift", summary: words.summary, overview: states,
            alerts: [
                .init(
                    kind: .caution, texts: PlanWords(words.plan).failures.map { "\($0.title) was not checked: \($0.reason)" }),
                .init(kind: .warning, texts: [words.partial].compactMap(\.self)),
            ],
            items: words.drifted.map(item) + words.unmanaged.map(item)
        ).text(limit: limit)
    }

    private var states: [MarkdownText] {
        let columns = DriftState.allCases
        let rows = words.plan.stacks.map { stack -> MarkdownText in
            let counts = stack.driftCounts
            let cells = columns.map { state -> Words in stack.failure == nil ? "\(counts[state] ?? 0)" : "?" }
            return "| \(PlanWords.title(stack.stack)) | \(cells.joined(separator: " | ")) |"
        }
        return [
            "| stack | \(columns.map(\.words).joined(separator: " | ")) |", "| --- |\(Words.repeating(" ---: |", columns.count))",
        ] + rows
    }

    private func item(_ state: DriftState, _ change: Change) -> MarkdownPage.Item {
        let text = ChangeText(change)
        return MarkdownPage.Item(
            change, what: change.blocked.map { "\(state.words) (\($0.code))" } ?? state.words, lines: text.drifted,
            brief: text.block + text.health.prefix(1) + text.differences, isNeverCut: true)
    }

    private func item(_ unmanaged: Plan.UnmanagedLogger) -> MarkdownPage.Item {
        let id = Shown(unmanaged.live.id)
        return MarkdownPage.Item(
            what: "unmanaged", title: unmanaged.title, stack: Shown(unmanaged.region ?? "-"), name: id, id: id, lines: [], brief: [],
            isNeverCut: true)
    }
}
