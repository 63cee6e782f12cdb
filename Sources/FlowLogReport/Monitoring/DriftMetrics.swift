import FlowLogModel
package import FlowLogPlan

/// What drift found, as metrics (Contract: CI and cron, Drift). A stack that could not be checked has no loggers in it, but a comment that says
/// why.
package struct DriftMetrics: FoundMetrics {
    private let plan: Plan

    package static let command: Words = "drift"

    package init(_ plan: Plan) { self.plan = plan }

    package var notChecked: [(title: Shown, reason: Shown)] { PlanWords(plan).failures }

    package var gauges: [Gauge] {
        [
            Gauge(name: "flowlogctl_loggers", help: "Loggers of a stack by drift state; all but in_sync are drift.", samples: loggers),
            Gauge(name: "flowlogctl_logger_errors", help: "Loggers of a stack in status ERROR by error_type, - for none.", samples: errors),
        ]
    }

    private var loggers: [Gauge.Sample] {
        Gauge.counted(
            plan.stacks.filter { $0.failure == nil }.flatMap { stack in
                let counts = stack.driftCounts
                return DriftState.allCases.map { (Self.labels(stack, "state", "\($0)"), counts[$0] ?? 0) }
            })
    }

    private var errors: [Gauge.Sample] {
        Gauge.counted(
            plan.stacks.flatMap { stack in
                let types = stack.changes.compactMap { change -> MetricsText? in
                    guard change.driftState != nil, let live = change.action.live, live.status == .error else { return nil }
                    return Self.labels(stack, "error_type", live.errorType.isEmpty ? "-" : "\(live.errorType)")
                }
                return Dictionary(grouping: types) { $0 }.sorted { $0.key.string < $1.key.string }.map { ($0.key, $0.value.count) }
            })
    }

    private static func labels(_ stack: StackPlan, _ name: Words, _ value: MetricsText) -> MetricsText {
        "{\(stack.metricLabels),\(name)=\"\(value)\"}"
    }
}
