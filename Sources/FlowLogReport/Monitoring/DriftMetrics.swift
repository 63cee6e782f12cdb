import FlowLogModel
package import FlowLogPlan

/// Drift as a node_exporter textfile (Contract: CI and cron, Drift). A stack that could not be checked has no loggers in it, but a comment
/// that says why.
package struct DriftMetrics {
    private let plan: Plan?
    private let run: RunFacts
    private let lastSuccess: Int?

    private struct Sample {
        let labels: MetricsText
        let value: MetricsText
    }

    private static let lastSuccessName: Words = "flowlogctl_last_success_timestamp_seconds"

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
        let names: [MetricsText] = ["\(lastSuccessName)\(labels(ofRun: run)) ", "\(lastSuccessName) "]
        return text.utf8.split(separator: UInt8(ascii: "\n")).lazy.compactMap { line in
            let name = names.map(\.string.utf8).first { line.starts(with: $0) }
            return name.flatMap { Int(String(decoding: line.dropFirst($0.count), as: UTF8.self)) }
        }.first
    }

    /// The whole file.
    package var text: MetricsText {
        let success = run.isSuccess ? run.finishedAt : lastSuccess
        let failures = plan.map { PlanWords($0).failures } ?? []
        let labels = Self.labels(ofRun: run.label)
        let comments = failures.map { failure -> MetricsText in
            "# not checked: \(comment: failure.title): \(comment: failure.reason)\n"
        }
        let metrics = [
            metric("flowlogctl_loggers", "Loggers of a stack by drift state; all but in_sync are drift.", loggers),
            metric("flowlogctl_logger_errors", "Loggers of a stack in status ERROR by error_type, - for none.", errors),
            metric(
                "flowlogctl_last_run_timestamp_seconds", "When the last run ended.", [Sample(labels: labels, value: "\(run.finishedAt)")]),
            metric(
                Self.lastSuccessName, "When a run last ended with exit code 0 or 2.",
                success.map { [Sample(labels: labels, value: "\($0)")] } ?? []),
            metric(
                "flowlogctl_last_run_duration_seconds", "How long the last run took.", [Sample(labels: labels, value: "\(run.duration)")]),
            metric("flowlogctl_last_run_exit_code", "The exit code of the last run.", [Sample(labels: labels, value: "\(run.exitCode)")]),
        ]
        return (comments + metrics).joined()
    }

    private var loggers: [Sample] {
        samples(
            (plan?.stacks ?? []).filter { $0.failure == nil }.flatMap { stack in
                let counts = stack.driftCounts
                return DriftState.allCases.map { (Self.labels(stack, "state", "\($0)"), counts[$0] ?? 0) }
            })
    }

    private var errors: [Sample] {
        samples(
            (plan?.stacks ?? []).flatMap { stack in
                let types = stack.changes.compactMap { change -> MetricsText? in
                    guard change.driftState != nil, let live = change.action.live, live.status == .error else { return nil }
                    return Self.labels(stack, "error_type", live.errorType.isEmpty ? "-" : "\(live.errorType)")
                }
                return Dictionary(grouping: types) { $0 }.sorted { $0.key.string < $1.key.string }.map { ($0.key, $0.value.count) }
            })
    }

    /// In the order given. Counts with the same labels, as they are written, are one sample: no two may have the same.
    private func samples(_ counts: [(labels: MetricsText, count: Int)]) -> [Sample] {
        var sums: [MetricsText: Int] = [:]
        let labels = counts.compactMap { labels, count -> MetricsText? in
            defer { sums[labels, default: 0] += count }
            return sums[labels] == nil ? labels : nil
        }
        return labels.map { Sample(labels: $0, value: "\(sums[$0] ?? 0)") }
    }

    private func metric(_ name: Words, _ help: Words, _ samples: [Sample]) -> MetricsText {
        guard !samples.isEmpty else { return "" }
        let lines = samples.map { sample -> MetricsText in "\(name)\(sample.labels) \(sample.value)\n" }
        return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n\(lines.joined())"
    }

    /// The labels of a sample; a region or project that is not known is `-`, as everywhere else.
    private static func labels(_ stack: StackPlan, _ name: Words, _ value: MetricsText) -> MetricsText {
        let (region, project) = (stack.stack.region ?? "-", stack.projectID?.text ?? "-")
        return "{stack=\"\(stack.stack.name)\",region=\"\(region)\",project=\"\(project)\",\(name)=\"\(value)\"}"
    }

    private static func labels(ofRun run: String) -> MetricsText { "{command=\"drift\",run=\"\(run)\"}" }
}
