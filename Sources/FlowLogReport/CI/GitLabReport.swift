import FlowLogModel
package import FlowLogPlan

/// The numbers that GitLab shows in a merge request (`artifacts:reports:terraform`, Contract: CI and cron, Merge requests).
package struct GitLabReport {
    private let plan: Plan

    package init(_ plan: Plan) { self.plan = plan }

    /// One JSON object on one line. With a stack that could not be planned there are no numbers but the reasons: GitLab then says that the
    /// report failed, instead of showing too few changes.
    package var text: String {
        let counts = PlanSummary(plan)
        guard plan.failures.isEmpty else {
            let errors = plan.failures.map { failure in
                JSONValue.object([
                    "stack": .string(failure.stack.name), "region": JSONValue(failure.stack.region.map(TerminalEscape.escaped)),
                    "code": .string(failure.failure.code.rawValue), "message": .string(TerminalEscape.escaped(failure.failure.message)),
                ])
            }
            return JSONValue.object(["errors": .array(errors)]).text + "\n"
        }
        return JSONValue.object([
            "create": .integer(counts.create + counts.replace), "update": .integer(counts.update),
            "delete": .integer(counts.delete + counts.replace),
        ]).text + "\n"
    }
}
