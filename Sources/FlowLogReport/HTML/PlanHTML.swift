package import FlowLogPlan

/// A plan as a page for people who were not there when it was made (Contract: Reports to look at).
package struct PlanHTML {
    private let plan: Plan
    private let digest: PlanDigest?

    /// - Parameter digest: of a plan that is saved.
    package init(_ plan: Plan, digest: PlanDigest? = nil) {
        self.plan = plan
        self.digest = digest
    }

    /// The whole page.
    package var text: MarkupText {
        let words = PlanWords(plan)
        let remarks = [digest.map { "\(PlanWords.digest)\($0.short)" as Shown }, words.partial].compactMap(\.self) + words.refusals
        return HTMLPage(
            heading: "flowlogctl plan", subject: words.subject,
            summary: HTMLPage.summary(words.summary, remarks),
            groups: HTMLPage.Group.failures("Not planned", words.failures)
                + ReviewGroup.planned(plan).filter { $0.stack.failure == nil }.map { HTMLPage.Group($0, unchanged: "Unchanged") }
        ).text()
    }
}
