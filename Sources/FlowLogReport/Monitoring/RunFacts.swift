/// How a run went.
package struct RunFacts: Sendable {
    /// Seconds since 1970.
    package let finishedAt: Int
    /// Seconds.
    package let duration: Double
    package let exitCode: Int32
    /// What tells this run's metrics from those of others in the same folder or at the same gateway (Contract: CI and cron, Metrics).
    package let label: String

    package init(finishedAt: Int, duration: Double, exitCode: Int32, label: String) {
        self.finishedAt = finishedAt
        self.duration = duration
        self.exitCode = exitCode
        self.label = label
    }

    /// Whether the question was answered, with or without drift (Contract: Commands, Exit codes, exit codes 0 and 2).
    package var isSuccess: Bool { exitCode == 0 || exitCode == 2 }
}
