import FlowLogModel
package import FlowLogPlan

/// How a run went.
package struct RunFacts: Sendable {
    /// Seconds since 1970.
    package let finishedAt: Int
    /// Seconds.
    package let duration: Double
    package let exitCode: Int32
    /// What tells this run's metrics from those of others in the same folder or at the same gateway (Contract: CI and cron, Metrics); not
    /// escaped.
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

/// Drift as a node_exporter textfile (Contract: CI and cron, Drift). A stack that could not be checked has no loggers in it, but a comment
/// that says why.
package struct DriftMetrics {
    private let plan: Plan?
    private let run: RunFacts
    private let lastSuccess: Int?

    private static let lastSuccessName = "flowlogctl_last_success_timestamp_seconds"

    /// - Parameters:
    ///   - plan: nil for a run that failed before it had one; there are no loggers then.
    ///   - run: how the run went.
    ///   - lastSuccess: when a run last succeeded, in seconds since 1970: from the file that this text replaces; nil if that is not known.
    package init(plan: Plan?, run: RunFacts, lastSuccess: Int?) {
        self.plan = plan
        self.run = run
        self.lastSuccess = lastSuccess
    }

    /// When a run last succeeded, as an earlier text of the same run says; nil if it does not.
    /// - Parameter run: what the run is called. Older versions wrote no labels.
    package static func lastSuccess(in text: String, of run: String) -> Int? {
        let names = ["\(lastSuccessName)\(labels(ofRun: run)) ", "\(lastSuccessName) "].map { Array($0.utf8) }
        return text.utf8.split(separator: UInt8(ascii: "\n")).lazy.compactMap { line in
            names.first { line.starts(with: $0) }.flatMap { Int(String(decoding: line.dropFirst($0.count), as: UTF8.self)) }
        }.first
    }

    /// The whole file.
    package var text: String {
        let success = run.isSuccess ? run.finishedAt : lastSuccess
        let failures = plan.map { PlanWords($0).failures } ?? []
        let labels = Self.labels(ofRun: run.label)
        return failures.map { "# not checked: \($0.place): \($0.reason)\n" }.joined()
            + metric("flowlogctl_loggers", "Loggers of a stack by drift state; all but in_sync are drift.", loggers)
            + metric("flowlogctl_logger_errors", "Loggers of a stack in status ERROR by error_type, - for none.", errors)
            + metric("flowlogctl_last_run_timestamp_seconds", "When the last run ended.", [(labels, "\(run.finishedAt)")])
            + metric(Self.lastSuccessName, "When a run last ended with exit code 0 or 2.", success.map { [(labels, "\($0)")] } ?? [])
            + metric("flowlogctl_last_run_duration_seconds", "How long the last run took.", [(labels, "\(run.duration)")])
            + metric("flowlogctl_last_run_exit_code", "The exit code of the last run.", [(labels, "\(run.exitCode)")])
    }

    private var loggers: [(labels: String, value: String)] {
        (plan?.stacks ?? []).filter { $0.failure == nil }.flatMap { stack in
            let counts = stack.driftCounts
            return DriftState.allCases.map { state in
                (Self.labels(stack.stack, "state", state.rawValue), "\(counts[state] ?? 0)")
            }
        }
    }

    private var errors: [(labels: String, value: String)] {
        (plan?.stacks ?? []).flatMap { stack in
            let types = stack.changes.compactMap { change -> String? in
                guard change.driftState != nil, let live = change.action.live, live.status == .error else { return nil }
                return Self.labels(stack.stack, "error_type", live.errorType.isEmpty ? "-" : live.errorType)
            }
            // By the label as it is written: no two samples may have the same labels.
            return Dictionary(grouping: types) { $0 }.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value.count)") }
        }
    }

    private func metric(_ name: String, _ help: String, _ samples: [(labels: String, value: String)]) -> String {
        guard !samples.isEmpty else { return "" }
        return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + samples.map { "\(name)\($0.labels) \($0.value)\n" }.joined()
    }

    /// The labels of a sample; a region that is not known is `-`, as everywhere else.
    private static func labels(_ stack: DesiredStack, _ name: String, _ value: String) -> String {
        "{stack=\"\(escaped(stack.name))\",region=\"\(escaped(stack.region ?? "-"))\",\(name)=\"\(escaped(value))\"}"
    }

    private static func labels(ofRun run: String) -> String { "{command=\"drift\",run=\"\(escaped(run))\"}" }

    /// A label's value; line feeds and other harmful characters are visible before, so that nobody's screen suffers from an alert.
    private static func escaped(_ text: String) -> String {
        let shown = TerminalEscape.escaped(text)
        return TerminalEscape.escaped(shown) { $0 == "\\" || $0 == "\"" ? "\\\($0)" : nil }
    }
}
