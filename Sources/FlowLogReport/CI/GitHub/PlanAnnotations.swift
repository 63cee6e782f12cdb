import FlowLogModel
package import FlowLogPlan

/// A plan as annotations of GitHub Actions: what stops an apply is an error, what ends or fails to capture a warning, the rest a notice.
package struct PlanAnnotations {
    private let plan: Plan

    package init(_ plan: Plan) { self.plan = plan }

    /// The commands, and the line that sums up.
    package var text: CommandText {
        let words = PlanWords(plan)
        let failures = words.failures.map {
            WorkflowCommands.Annotation(.error, title: "stack \($0.title) was not planned", [$0.reason])
        }
        let refusals = words.refusals.map { WorkflowCommands.Annotation(.error, title: "apply would refuse", [$0]) }
        let summary = [words.partial, Shown(words.summary)].compactMap(\.self)
        return WorkflowCommands.text(failures + refusals + changes + words.warnings, summary: summary)
    }

    private var changes: [WorkflowCommands.Annotation] {
        let shown = plan.changes.filter { $0.isOpen || !ChangeText($0).healthOfKept.isEmpty }
        return ChangeOrder.worstFirst.sorted(shown).map { change in
            let text = ChangeText(change)
            return WorkflowCommands.Annotation(
                level(change), title: "\(text.heading?.verb ?? "unhealthy") \(text.title)", text.planned)
        }
    }

    private func level(_ change: Change) -> WorkflowCommands.Annotation.Level {
        guard change.blocked == nil else { return .error }
        if change.endsCapture { return .warning }
        return switch change.action {
        case .delete, .replace: .warning
        case .noOp, .update, .create: ChangeText(change).healthOfKept.isEmpty ? .notice : .warning
        }
    }
}

extension PlanWords {
    /// What `explain` knows by a code and does not stop the run.
    var warnings: [WorkflowCommands.Annotation] {
        plan.warnings.compactMap { warning in
            warning.code.map { WorkflowCommands.Annotation(.warning, title: "\($0)", ["\(warning.message)"]) }
        }
    }
}
