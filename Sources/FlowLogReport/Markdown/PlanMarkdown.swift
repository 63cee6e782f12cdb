import FlowLogModel
package import FlowLogPlan

/// A plan as Markdown, for a pull request or a job's summary: what ends comes first (Contract: CI and cron, Merge requests).
package struct PlanMarkdown {
    private let plan: Plan

    package init(_ plan: Plan) { self.plan = plan }

    /// The whole page.
    /// - Parameter limit: bytes that it must not exceed, at least 24,000; where it is too long, it says less and that it does.
    package func text(limit: Int = 65_535) -> String {
        let words = PlanWords(plan)
        return MarkdownPage(
            title: "flowlogctl plan", summary: words.summary,
            alerts: [
                ("CAUTION", words.failures.map { "\($0.place) was not planned: \($0.reason)" }), ("CAUTION", words.refusals),
                ("WARNING", [words.partial].compactMap { $0 }),
            ],
            items: items
        ).text(limit: limit)
    }

    private var items: [MarkdownPage.Item] {
        let shown = plan.changes.filter { $0.isOpen || !ChangeText($0).healthOfKept.isEmpty }
        return Dictionary(grouping: shown, by: rank).sorted { $0.key < $1.key }.flatMap(\.value).map { change in
            let text = ChangeText(change)
            return MarkdownPage.Item(
                change, what: text.heading?.verb ?? "no change, but unhealthy", lines: text.planned,
                brief: text.block + text.differences + text.healthOfKept.prefix(1), isNeverCut: rank(change) < 2)
        }
    }

    /// What ends comes first, then what is in the way.
    private func rank(_ change: Change) -> Int {
        guard change.blocked == nil else { return 2 }
        return switch change.action {
        case .delete: 0
        case .replace: 1
        case .update: 3
        case .create: 4
        case .noOp: 5
        }
    }
}

extension MarkdownPage.Item {
    init(_ change: Change, what: String, lines: [String], brief: [String], isNeverCut: Bool) {
        let id = change.action.live?.id
        let name = change.address.utf8.dropFirst(change.key == nil ? 0 : change.stack.utf8.count + 1)
        self.init(
            what: what, place: ChangeText(change).place, stack: "\(change.stack) (\(change.region ?? "-"))",
            name: String(decoding: name, as: UTF8.self), id: id, lines: lines, brief: brief, isNeverCut: isNeverCut)
    }
}
