import FlowLogAPI
import FlowLogApply
import FlowLogPlan

// What plans and outcomes mean for the exit code (Contract: Commands, Exit codes).

extension Plan {
    /// How a run ends that may not or cannot write.
    var statusBeforeWriting: ExitStatus {
        ExitStatus.first(of: failures.map(\.failure.status) + (refusal == nil ? [] : [.refused]))
    }

    /// How a run ends that only reads.
    /// - Parameter changes: whether it found something that exit code 2 tells.
    func status(changes: Bool) -> ExitStatus {
        ExitStatus.first(of: failures.map(\.failure.status) + (changes ? [.changes] : []))
    }
}

extension StackFailure {
    var status: ExitStatus {
        switch code {
        case .configuration: .invalid
        case .authentication: .notAuthenticated
        case .api: .failed
        }
    }

    /// The same for one stack of several.
    init(_ error: CommandError) {
        let code: Code =
            switch error.status {
            case .notAuthenticated: .authentication
            case .invalid: .configuration
            default: .api
            }
        self.init(code, [error.message, error.help].compactMap { $0 }.joined(separator: "; "))
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
