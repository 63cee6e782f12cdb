import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// Coverage as metrics (Contract: Coverage). A place of which nothing is known has none, but a comment that says why.
package struct CoverageMetrics: FoundMetrics {
    private let report: CoverageReport

    package static let command: Words = "coverage"

    package init(_ report: CoverageReport) { self.report = report }

    package var notChecked: [(title: Shown, reason: Shown)] {
        report.places.compactMap { place in place.failure.map { (CoverageWords.title(place), Shown($0.message)) } }
    }

    package var gauges: [Gauge] {
        [
            Gauge(name: "flowlogctl_ports", help: "Ports of a project by subnet and by whether they are recorded.", samples: ports),
            Gauge(
                name: "flowlogctl_foreign_ports", help: "Ports of other projects in a project's VPCs; they do not count.", samples: foreign),
            Gauge(name: "flowlogctl_coverage_ratio", help: "Recorded ports of those that count, 0 to 1.", samples: ratios),
        ]
    }

    private var ports: [Gauge.Sample] {
        Gauge.counted(
            found.flatMap { place, found in
                found.tree.vpcs.flatMap { vpc in
                    vpc.subnets.flatMap { subnet in
                        let labels: MetricsText =
                            "\(place),vpc_id=\"\(vpc.id ?? "")\",subnet_id=\"\(subnet.id ?? "")\",vpc=\"\(vpc.name ?? "")\",subnet=\"\(subnet.name ?? "")\""
                        return CoverageState.allCases.map { state in
                            ("{\(labels),state=\"\(state)\"}" as MetricsText, subnet.ports.count { $0.state == state })
                        }
                    }
                }
            })
    }

    private var foreign: [Gauge.Sample] { Gauge.counted(found.map { ("{\($0)}", $1.coverage.foreign) }) }

    /// Of places that have the same labels, since no token says the project or one id is a project of two services: one series.
    private var ratios: [Gauge.Sample] {
        let shares = Dictionary(grouping: found.map { ($0, $1.coverage.share) }, by: \.0)
        return shares.sorted { $0.key.string < $1.key.string }.compactMap { place, shares in
            let (covered, counted) = shares.reduce((0, 0)) { ($0.0 + $1.1.covered, $0.1 + $1.1.counted) }
            return counted == 0 ? nil : Gauge.Sample(labels: "{\(place)}", value: "\(Double(covered) / Double(counted))")
        }
    }

    /// What is known, with the labels of its place.
    private var found: [(MetricsText, PlaceCoverage.Found)] {
        report.places.compactMap { place in
            place.found.map { ("region=\"\(place.place.region ?? "-")\",project=\"\(place.projectID?.text ?? "-")\"", $0) }
        }
    }
}
