import FlowLogModel
package import FlowLogPlan

/// Drift as JUnit XML: a suite for each stack, a test for each logger, which fails for any state but `in_sync` (Contract: CI and cron,
/// Drift).
package struct DriftJUnit {
    private let words: DriftWords

    /// - Parameter failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns fail too, in a suite of their own.
    package init(_ plan: Plan, failsOnUnmanaged: Bool = false) { words = DriftWords(plan, failsOnUnmanaged: failsOnUnmanaged) }

    /// The whole document.
    package var text: MarkupText {
        let unmanaged = words.unmanaged.map {
            JUnit.Case(
                name: "\($0.title) \($0.live.id)",
                outcome: .failed(type: "unmanaged", message: "unmanaged: owned by no stack", lines: ["owned by no stack"]))
        }
        let suites = words.plan.stacks.map(suite) + (unmanaged.isEmpty ? [] : [JUnit.Suite(name: "unmanaged", cases: unmanaged)])
        return JUnit.document("flowlogctl drift", suites)
    }

    private func suite(_ stack: StackPlan) -> JUnit.Suite {
        let failure = stack.failure.map {
            JUnit.Case(name: "\(stack.name)", outcome: .error(type: "\($0.code.rawValue)", message: "not checked: \($0.message)"))
        }
        let cases = stack.changes.map { JUnit.Case(name: "\($0.name)", outcome: outcome($0)) }
        return JUnit.Suite(name: PlanWords.title(stack), cases: (failure.map { [$0] } ?? []) + cases)
    }

    private func outcome(_ change: Change) -> JUnit.Case.Outcome {
        guard let state = change.driftState else { return .skipped(message: "left out by --target or --exclude") }
        guard state != .inSync else { return .passed }
        let text = ChangeText(change)
        let what: Shown = change.blocked.map { "\(state.words) (\($0.code))" } ?? Shown(state.words)
        return .failed(type: "\(state)", message: text.id.map { "\(what): \($0)" } ?? what, lines: text.drifted)
    }
}
