import FlowLogModel
package import FlowLogPlan

/// A plan as Markdown, for a pull request or a job's summary: what a reviewer decides by is open, and what ends recording comes first
/// (Contract: CI and cron, Merge requests).
package struct PlanMarkdown {
    private let plan: Plan
    private let label: String
    private let digest: PlanDigest?

    /// - Parameters:
    ///   - label: what the run is called.
    ///   - digest: of a plan that is saved.
    package init(_ plan: Plan, label: String, digest: PlanDigest? = nil) {
        self.plan = plan
        self.label = label
        self.digest = digest
    }

    /// The whole page.
    /// - Parameter limit: bytes that it must not exceed, at least 24,000; where it is too long, it says less and that it does.
    package func text(limit: Int = 65_535) -> MarkdownText {
        let words = PlanWords(plan)
        return MarkdownPage(
            label: label, title: words.title("plan"), summary: words.summary,
            remark: digest.map { "\(PlanWords.digest)\($0.short)" },
            alerts: [
                .init(kind: .caution, texts: words.failures.map { "\($0.title) was not planned: \($0.reason)" }),
                .init(kind: .caution, texts: words.refusals), .init(kind: .warning, texts: [words.partial].compactMap(\.self)),
            ],
            groups: MarkdownPage.groups(plan) { change in
                let text = ChangeText(change)
                return text.headline.map { headline in
                    text.item(
                        text.outcomes(word(change)), headline: headline, lines: text.planned,
                        brief: text.block + text.differences + text.recorded + text.healthOfKept.prefix(1),
                        isNeverCut: change.mayEndCapture)
                }
            }
        ).text(limit: limit)
    }

    private func word(_ change: Change) -> Shown {
        if let blocked = change.blocked { return "\(blocked.code)" }
        if change.action.switchesOff { return "stops recording" }
        return switch change.action {
        case .noOp: "no change"
        case .replace(let live, let target, _, _) where !live.fields.hasSameTarget(as: target.fields): "replaced for another target"
        case .replace(_, let target, _, _) where target.strategy == .deleteFirst: "replaced with a gap"
        case .create, .update, .replace, .delete: Shown(change.action.verbs.done)
        }
    }
}

extension PlanWords {
    /// The title of a page: with the one stack that it is about, or how many there are.
    func title(_ command: Words) -> MarkdownText {
        let stacks = plan.stacks
        return stacks.count == 1
            ? "flowlogctl \(command): \(Self.pageHeading(stacks[0]))" : "flowlogctl \(command): \(stacks.count) stacks"
    }

    /// `heading` on a page, where it may break before the project.
    static func pageHeading(_ stack: StackPlan) -> MarkdownText {
        guard stack.failure == nil else { return "\(title(stack))" }
        return "\(title(stack)), project \(stack.projectID?.text ?? "unknown")"
    }
}

extension MarkdownPage {
    /// The stacks with something to say, each with its sections, the worst first.
    /// - Parameter item: nil where there is nothing to say.
    static func groups(_ plan: Plan, _ item: (Change) -> MarkdownItem?) -> [Group] {
        plan.stacks.map { stack in
            let items = ChangeOrder.worstFirst.sorted(stack.changes).compactMap { change in item(change).map { (change, $0) } }
            let sections = Dictionary(grouping: items) { ReviewSection($0.0) }
            return Group(
                PlanWords.heading(stack), ReviewSection.allCases.map { Section(title: $0.title, items: sections[$0, default: []].map(\.1)) }
            )
        }.filter { !$0.sections.isEmpty }
    }
}

extension Change {
    /// Whether something ends that must not go unseen.
    var mayEndCapture: Bool {
        guard blocked == nil else { return false }
        return switch action {
        case .delete, .replace: true
        case .noOp, .create, .update: endsCapture
        }
    }
}
