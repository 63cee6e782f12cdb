import FlowLogModel
package import FlowLogPlan

/// Drift as annotations of GitHub Actions: what fails to capture or stops an apply is an error, other drift a warning.
package struct DriftAnnotations {
    private let words: DriftWords

    /// - Parameter failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too.
    package init(_ plan: Plan, failsOnUnmanaged: Bool = false) { words = DriftWords(plan, failsOnUnmanaged: failsOnUnmanaged) }

    /// The commands, and the line that sums up.
    package var text: CommandText {
        let failures = PlanWords(words.plan).failures.map {
            WorkflowCommands.Annotation(.error, title: "stack \($0.title) was not checked", [$0.reason])
        }
        let drifted = words.drifted.map { state, change in
            let text = ChangeText(change)
            return WorkflowCommands.Annotation(state.level, title: "\(state.words) \(text.title)", text.drifted)
        }
        let unmanaged = words.unmanaged.map {
            WorkflowCommands.Annotation(.warning, title: "unmanaged \($0.title)", ["owned by no stack", "id: \($0.live.id)"])
        }
        return WorkflowCommands.text(
            failures + drifted + unmanaged + PlanWords(words.plan).warnings,
            summary: [words.partial, Shown(words.summary)].compactMap(\.self))
    }
}

extension DriftState {
    fileprivate var level: WorkflowCommands.Annotation.Level {
        switch self {
        case .blocked, .missing, .unhealthy: .error
        case .extra, .superseded, .modified, .unadopted, .inSync: .warning
        }
    }
}
