import FlowLogApply
import FlowLogPlan

// What plans and outcomes mean for the exit code (CONTRACT section 2).

extension Plan {
    /// How a run ends that may not or cannot write.
    var statusBeforeWriting: ExitStatus {
        ExitStatus.first(of: failures.map(\.failure.status) + (refusal == nil ? [] : [.refused]))
    }

    /// How `plan` ends.
    func status(detailed: Bool) -> ExitStatus {
        ExitStatus.first(of: failures.map(\.failure.status) + (detailed && hasChanges ? [.changes] : []))
    }
}

extension StackFailure {
    fileprivate var status: ExitStatus {
        switch code {
        case .configuration: .invalid
        case .authentication: .notAuthenticated
        case .api: .failed
        }
    }
}

extension ApplyOutcome {
    var status: ExitStatus {
        switch verdict {
        case .complete: .done
        case .incomplete: .incomplete
        case .interrupted: .interrupted
        case .timedOut: .timedOut
        }
    }
}
