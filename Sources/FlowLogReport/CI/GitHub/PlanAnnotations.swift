import FlowLogModel
package import FlowLogPlan

/// A plan as annotations of GitHub Actions: what stops an apply is an error, what ends or fails to capture a warning, the rest a notice.
package struct PlanAnnotations {
    private let plan: Plan

    package init(_ plan: Plan) { self.plan = plan }

    /// The commands, and the line that sums up.
    package var text: String {
        let words = PlanWords(plan)
        let failures = words.failures.map {
            GitHubCommands.Annotation(.error, title: "stack \($0.place) was not planned", [$0.reason])
        }
        let refusals = words.refusals.map { GitHubCommands.Annotation(.error, title: "apply would refuse", [$0]) }
        let summary = [words.partial, words.summary].compactMap { $0 }
        return GitHubCommands.text(failures + refusals + changes + words.warnings, summary: summary)
    }

    private var changes: [GitHubCommands.Annotation] {
        let shown = plan.changes.filter { $0.isOpen || !ChangeText($0).healthOfKept.isEmpty }
        return ChangeOrder.worstFirst.sorted(shown).map { change in
            let text = ChangeText(change)
            let verb = text.heading?.verb ?? "unhealthy"
            return GitHubCommands.Annotation(level(change), title: "\(verb) \(text.place)", text.planned)
        }
    }

    private func level(_ change: Change) -> GitHubCommands.Annotation.Level {
        guard change.blocked == nil else { return .error }
        return switch change.action {
        case .delete, .replace: .warning
        case .noOp, .update, .create: ChangeText(change).healthOfKept.isEmpty ? .notice : .warning
        }
    }
}

extension PlanWords {
    /// What `explain` knows by a code and does not stop the run.
    var warnings: [GitHubCommands.Annotation] {
        plan.warnings.compactMap { warning in
            warning.code.map { GitHubCommands.Annotation(.warning, title: $0.rawValue, [TerminalEscape.escaped(warning.message)]) }
        }
    }
}
