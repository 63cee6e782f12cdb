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
            groups: MarkdownPage.groups(ReviewGroup.planned(plan))
        ).text(limit: limit)
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
    static func groups(_ groups: [ReviewGroup]) -> [Group] {
        groups.filter { !$0.items.isEmpty }.map { group in
            Group(
                PlanWords.heading(group.stack),
                ReviewSection.allCases.map { Section(title: $0.title, items: group.items[$0, default: []]) })
        }
    }
}
