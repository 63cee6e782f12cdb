package import FlowLogPlan

/// Drift as a page: how loggers are, under what apply would make of it (Contract: Reports to look at).
package struct DriftHTML {
    private let words: DriftWords

    /// - Parameter failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too, and are listed.
    package init(_ plan: Plan, failsOnUnmanaged: Bool = false) { words = DriftWords(plan, failsOnUnmanaged: failsOnUnmanaged) }

    /// The whole page.
    package var text: MarkupText {
        let unmanaged = words.unmanaged.map(ReviewItem.init)
        let remarks: [Shown] = [words.partial, "What apply would do about it; fields are shown as live -> manifest."].compactMap(\.self)
        return HTMLPage(
            heading: "flowlogctl drift", subject: PlanWords(words.plan).subject,
            summary: HTMLPage.summary(words.summary, remarks),
            groups: HTMLPage.Group.failures("Not checked", PlanWords(words.plan).failures)
                + ReviewGroup.drifted(words.plan).filter { $0.stack.failure == nil }.map { HTMLPage.Group($0, unchanged: "In sync") }
                + [HTMLPage.Group(title: "Owned by no stack", sections: [.init("Unmanaged", .blocked, isFolded: false, unmanaged)])]
                .filter { _ in !unmanaged.isEmpty }
        ).text()
    }
}
