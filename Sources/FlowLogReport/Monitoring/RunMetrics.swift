/// What a command found out, as metrics.
package protocol FoundMetrics {
    /// Of the `command` label of the run's metrics.
    static var command: Words { get }

    /// What nothing is known of, each with the reason.
    var notChecked: [(title: Shown, reason: Shown)] { get }

    var gauges: [Gauge] { get }
}

/// One run of a command as a node_exporter textfile: what it found, and how it went (Contract: CI and cron, Metrics).
package struct RunMetrics<Found: FoundMetrics> {
    private let found: Found?
    private let run: RunFacts
    private let lastSuccess: Int?

    /// - Parameters:
    ///   - found: nil for a run that failed before it knew anything.
    ///   - run: how the run went.
    ///   - lastSuccess: when a run last succeeded, in seconds since 1970: from the file that this text replaces; nil if that is not known.
    package init(_ found: Found?, run: RunFacts, lastSuccess: Int?) {
        self.found = found
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
        let labels = Self.labels(ofRun: run.label)
        func gauge(_ name: Words, _ help: Words, _ value: MetricsText?) -> Gauge {
            Gauge(name: name, help: help, samples: value.map { [Gauge.Sample(labels: labels, value: $0)] } ?? [])
        }
        let success = run.isSuccess ? run.finishedAt : lastSuccess
        let comments = (found?.notChecked ?? []).map { failure -> MetricsText in
            "# not checked: \(comment: failure.title): \(comment: failure.reason)\n"
        }
        let own = [
            gauge("flowlogctl_last_run_timestamp_seconds", "When the last run ended.", "\(run.finishedAt)"),
            gauge(Self.lastSuccessName, "When a run last ended with exit code 0 or 2.", success.map { "\($0)" }),
            gauge("flowlogctl_last_run_duration_seconds", "How long the last run took.", "\(run.duration)"),
            gauge("flowlogctl_last_run_exit_code", "The exit code of the last run.", "\(run.exitCode)"),
        ]
        return (comments + ((found?.gauges ?? []) + own).map(\.text)).joined()
    }

    private static var lastSuccessName: Words { "flowlogctl_last_success_timestamp_seconds" }

    private static func labels(ofRun run: String) -> MetricsText { "{command=\"\(Found.command)\",run=\"\(run)\"}" }
}
