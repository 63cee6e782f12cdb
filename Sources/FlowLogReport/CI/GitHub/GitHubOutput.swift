package import FlowLogApply
package import FlowLogPlan

/// What later steps of a GitHub workflow can ask for: the lines for `$GITHUB_OUTPUT` (Contract: CI and cron, GitHub Actions). They are
/// numbers and booleans only, so that nothing can add a line.
package struct GitHubOutput {
    private let plan: Plan

    package init(_ plan: Plan) { self.plan = plan }

    /// The same after an apply: what was planned, and how it ended.
    /// - Parameter outcome: nil for a run that ended before its first action.
    package func text(_ outcome: ApplyOutcome?) -> Words {
        let counts = outcome?.counts ?? EndingCounts()
        return """
            \(text)done=\(counts[.done])
            failed=\(counts[.failed])
            not_started=\(counts[.notStarted])
            unknown=\(counts[.unknown])

            """
    }

    /// A stack that could not be planned may have changes, so that there are some.
    package var text: Words {
        let counts = PlanSummary(plan)
        return """
            has_changes=\(plan.hasChanges || !plan.failures.isEmpty)
            create=\(counts.create)
            update=\(counts.update)
            replace=\(counts.replace)
            delete=\(counts.delete)

            """
    }
}
