import FlowLogModel
package import FlowLogPlan

/// The numbers that GitLab shows in a merge request (`artifacts:reports:terraform`, Contract: CI and cron, Merge requests).
package struct GitLabReport {
    private let plan: Plan

    package init(_ plan: Plan) { self.plan = plan }

    /// One JSON object on one line. With a stack that could not be planned there are no numbers but the reasons: GitLab then says that the
    /// report failed, instead of showing too few changes.
    package var json: String {
        guard plan.failures.isEmpty else { return JSONValue.object(["errors": plan.failureDocuments]).text + "\n" }
        let counts = PlanSummary(plan)
        return JSONValue.object([
            "create": .integer(counts.create + counts.replace), "update": .integer(counts.update),
            "delete": .integer(counts.delete + counts.replace),
        ]).text + "\n"
    }
}
