import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogVerify

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

    /// How a check of what loggers do ends: what was asked and not found out is not green.
    init(_ verification: Verification) {
        let unknowns = verification.unknowns.map { $0.kind == .notAuthenticated ? ExitStatus.notAuthenticated : .failed }
        let failures = verification.stacks.compactMap(\.plan.failure).map(ExitStatus.init)
        self = .first(of: failures + unknowns + (verification.isProven ? [] : [.changes]))
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
