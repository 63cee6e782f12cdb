import FlowLogApply
import FlowLogPlan

// What plans and outcomes mean for the exit code (Contract: Commands, Exit codes).

extension ExitStatus {
    /// How a run ends that must not write; `done` if it may.
    init(beforeWriting plan: Plan) {
        self = .first(of: plan.failures.map { ExitStatus($0.failure) } + (plan.refusal == nil ? [] : [.refused]))
    }

    /// How a run ends that only reads.
    /// - Parameter changes: whether it found what exit code 2 stands for.
    init(reading plan: Plan, changes: Bool) {
        self = .first(of: plan.failures.map { ExitStatus($0.failure) } + (changes ? [.changes] : []))
    }

    init(_ failure: StackFailure) {
        self =
            switch failure.code {
            case .configuration: .invalid
            case .authentication: .notAuthenticated
            case .api: .failed
            }
    }

    init(_ outcome: ApplyOutcome) {
        self =
            switch outcome.verdict {
            case .complete: .done
            case .incomplete: .incomplete
            case .interrupted: .interrupted
            case .timedOut: .timedOut
            }
    }
}
