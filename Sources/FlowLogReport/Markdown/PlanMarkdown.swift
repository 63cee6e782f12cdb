import FlowLogModel
package import FlowLogPlan

/// A plan as Markdown, for a pull request or a job's summary: what ends comes first (Contract: CI and cron, Merge requests).
package struct PlanMarkdown {
    private let plan: Plan
    private let digest: PlanDigest?

    /// - Parameter digest: of a plan that is saved.
    package init(_ plan: Plan, digest: PlanDigest? = nil) {
        self.plan = plan
        self.digest = digest
    }

    /// The whole page.
    /// - Parameter limit: bytes that it must not exceed, at least 24,000; where it is too long, it says less and that it does.
    package func text(limit: Int = 65_535) -> MarkdownText {
        let words = PlanWords(plan)
        return MarkdownPage(
            title: "flowlogctl plan", summary: words.summary,
            remark: digest.map { "\(PlanWords.digest)\($0.short)" },
            alerts: [
                .init(kind: .caution, texts: words.failures.map { "\($0.title) was not planned: \($0.reason)" }),
                .init(kind: .caution, texts: words.refusals), .init(kind: .warning, texts: [words.partial].compactMap(\.self)),
            ],
            items: items
        ).text(limit: limit)
    }

    private var items: [MarkdownPage.Item] {
        let shown = plan.changes.filter { $0.isOpen || !ChangeText($0).healthOfKept.isEmpty }
        return ChangeOrder.worstFirst.sorted(shown).map { change in
            let text = ChangeText(change)
            return MarkdownPage.Item(
                change, what: text.heading?.verb ?? "no change, but unhealthy", lines: text.planned,
                brief: text.block + text.differences + text.healthOfKept.prefix(1), isNeverCut: change.mayEndCapture)
        }
    }
}

extension Change {
    /// Whether something ends that must not go unseen.
    fileprivate var mayEndCapture: Bool {
        guard blocked == nil else { return false }
        return switch action {
        case .delete, .replace: true
        case .noOp, .create, .update: false
        }
    }
}

extension MarkdownPage.Item {
    init(_ change: Change, what: Words, lines: [Shown], brief: [Shown], isNeverCut: Bool) {
        let text = ChangeText(change)
        let name = change.address.utf8.dropFirst(change.key == nil ? 0 : change.stack.utf8.count + 1)
        self.init(
            what: what, title: text.title, stack: "\(change.stack) (\(change.region ?? "-"))",
            name: Shown(String(decoding: name, as: UTF8.self)), id: text.id, lines: lines, brief: brief, isNeverCut: isNeverCut)
    }
}
