import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// What `verify` found, as metrics (Contract: Storage, Formats of verify). What is not known has none, but a comment that says why.
package struct VerifyMetrics: FoundMetrics {
    private let verification: Verification

    package static let command: Words = "verify"

    package init(_ verification: Verification) { self.verification = verification }

    package var notChecked: [(title: Shown, reason: Shown)] {
        verification.stacks.flatMap { stack -> [(title: Shown, reason: Shown)] in
            if let failure = stack.plan.failure { return [(PlanWords.title(stack.plan), "\(failure.message)")] }
            return stack.items.flatMap { item in VerificationWords.unknowns(item).map { ("\(item.change.name)", "\($0)") } }
        }
    }

    package var gauges: [Gauge] {
        [
            Gauge(
                name: "flowlogctl_verify_ok", help: "Whether a logger passes a check, 1 or 0; absent while that is not known.",
                samples: checks),
            Gauge(
                name: "flowlogctl_newest_object_timestamp_seconds", help: "When the newest file of a logger was written.", samples: newest),
        ]
    }

    private var checks: [Gauge.Sample] {
        each { item in
            let checks: [(name: Words, isOK: Bool?)] = [
                ("status", item.statusProblem == nil), ("ports", item.portsProblem == nil), ("storage", item.container.flatMap(Self.isOK)),
                ("fresh", item.freshness.flatMap(Self.isOK)),
            ]
            return checks.compactMap { name, isOK in isOK.map { (",check=\"\(name)\"", $0 ? 1 : 0) } }
        }
    }

    private var newest: [Gauge.Sample] {
        each { item in
            switch item.freshness {
            case .fresh(let newest, _)?, .stale(let newest?, _, _, isMissing: _)?: [("", newest.secondsSince1970)]
            default: []
            }
        }
    }

    /// Samples of all loggers, each with the labels of its logger and further ones. No two may have the same labels: of loggers of two clouds
    /// that have, since no project is known, the worst is shown, which is the lower number.
    private func each(_ values: (Verification.Item) -> [(labels: MetricsText, value: Int64)]) -> [Gauge.Sample] {
        var lowest: [MetricsText: Int64] = [:]
        var order: [MetricsText] = []
        for stack in verification.stacks {
            for item in stack.items {
                for (own, value) in values(item) {
                    let labels: MetricsText = "{\(stack.plan.metricLabels),key=\"\(item.change.key ?? "")\"\(own)}"
                    if lowest[labels] == nil { order.append(labels) }
                    lowest[labels] = min(lowest[labels] ?? value, value)
                }
            }
        }
        return order.map { Gauge.Sample(labels: $0, value: "\(lowest[$0] ?? 0)") }
    }

    private static func isOK(_ container: ContainerVerdict) -> Bool? {
        switch container {
        case .ok: true
        case .missing, .notWritable: false
        case .notChecked: nil
        }
    }

    private static func isOK(_ freshness: Freshness) -> Bool? {
        switch freshness {
        case .fresh: true
        case .stale: false
        case .pending, .unknown, .notChecked: nil
        }
    }
}
