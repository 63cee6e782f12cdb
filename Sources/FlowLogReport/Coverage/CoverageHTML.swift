import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// Coverage as a page for people who do not read terminals: verdict, picture, what is not covered, and every port as proof (Contract:
/// Reports to look at).
package struct CoverageHTML {
    private let report: CoverageReport

    package init(_ report: CoverageReport) { self.report = report }

    /// The whole page.
    package var text: MarkupText {
        // The only place says its verdict itself.
        let verdicts =
            report.places.count < 2
            ? []
            : report.places.map { place -> MarkupText in
                let outcome = (CoverageWords.outcome(place) as Shown).cut(toBytes: 300)
                return .element("li", [:], "\(CoverageWords.title(place)): \(.element("strong", [:], "\(outcome)"))")
            }
        let summary = verdicts.isEmpty ? [] : [MarkupText.element("ul", [:], "\n", verdicts.joined(separator: "\n"))]
        return HTMLPage(
            heading: "flowlogctl coverage",
            subject: report.places.count == 1 ? CoverageWords.title(report.places[0]) : "\(report.places.count) places", summary: summary,
            groups: report.places.map(group), end: [legend]
        ).text()
    }

    private func group(_ place: PlaceCoverage) -> HTMLPage.Group {
        let verdict: MarkupText = .element("p", [:], .element("strong", [:], CoverageWords.outcome(place)))
        guard let found = place.found else { return HTMLPage.Group(title: CoverageWords.title(place), intro: [verdict], sections: []) }
        let notCounted = CoverageWords.notCounted(found.coverage).map { MarkupText.element("p", [:], "Not counted: \($0).") }
        let vpcs = found.tree.worstFirst
        return HTMLPage.Group(
            title: CoverageWords.title(place), intro: [verdict] + (notCounted.map { [$0] } ?? []),
            sections: [picture(vpcs), holes(vpcs), exclusions(found.exclusions), ports(vpcs)])
    }

    private func picture(_ vpcs: [CoverageTree.Ranked]) -> HTMLPage.Section {
        let networks = CoveragePicture(scale: vpcs.map(\.vpc.ports.count).max() ?? 0)
        let subnets = CoveragePicture(scale: vpcs.flatMap(\.subnets).map(\.subnet.ports.count).max() ?? 0)
        let rows = vpcs.flatMap { vpc -> [[MarkupText]] in
            let own: [MarkupText] = [
                .element("strong", [:], "\(CoverageWords.name(vpc.vpc))"), "\(vpc.vpc.cidr ?? "")", networks.bar(vpc.vpc.ports),
                "\(CoverageWords.covered(vpc.share, vpc.vpc.ports))", "",
            ]
            return [own]
                + vpc.subnets.map { subnet, share in
                    [
                        "\(CoverageWords.network(vpc.vpc, subnet))", "\(subnet.cidr ?? "")", subnets.bar(subnet.ports),
                        "\(CoverageWords.covered(share, subnet.ports))", "\(CoverageWords.recorders(subnet.ports) ?? "")",
                    ]
                }
        }
        return HTMLPage.Section(
            title: "VPCs and subnets", weight: .blocked,
            intro: [.element("p", [:], "The longer a bar, the more ports; those of VPCs and those of subnets have a scale each.")],
            columns: ["network", "CIDR", "ports", "covered", "by"], rows: rows)
    }

    private func holes(_ vpcs: [CoverageTree.Ranked]) -> HTMLPage.Section {
        let rows = vpcs.flatMap { vpc in
            vpc.subnets.flatMap { subnet, _ in
                CoverageHole.all(in: subnet.ports).map { hole -> [MarkupText] in
                    [
                        "\(CoverageWords.network(vpc.vpc, subnet))", "\(hole.reason)",
                        "\(hole.names.joined(separator: ", "))",
                    ]
                }
            }
        }
        return HTMLPage.Section(title: "Not covered", weight: .endsRecording, columns: ["network", "why", "ports"], rows: rows)
    }

    private func exclusions(_ uses: [ExclusionUse]) -> HTMLPage.Section {
        let rows = uses.map { use -> [MarkupText] in
            [
                "\(CoverageWords.subject(use))", "\(CoverageWords.state(use))", "\(use.exclusion.reason)",
                "\(use.exclusion.until?.text ?? "")", "\(use.stack)",
            ]
        }
        return HTMLPage.Section(title: "Excluded", weight: .open, columns: ["what", "holds for", "reason", "until", "stack"], rows: rows)
    }

    private func ports(_ vpcs: [CoverageTree.Ranked]) -> HTMLPage.Section {
        let rows = vpcs.flatMap { vpc in
            vpc.subnets.flatMap { subnet, _ in
                let network: MarkupText = "\(CoverageWords.network(vpc.vpc, subnet))"
                return subnet.ports.map { covered -> [MarkupText] in
                    let port = covered.port
                    return [
                        "\(port.id)", network, "\(port.firstIP ?? "")", "\(port.name ?? "")",
                        "\(port.deviceOwner ?? "")", "\(covered.state.words)",
                        "\(covered.loggers.map(CoverageWords.logger).joined(separator: ", "))",
                    ]
                }
            }
        }
        return HTMLPage.Section(
            title: "All ports", weight: .unchanged, isFolded: true,
            columns: ["port", "network", "address", "name", "device_owner", "state", "loggers"], rows: rows)
    }

    private var legend: MarkupText {
        let states = CoveragePicture.order.map { state -> MarkupText in
            let name: MarkupText = .element("dt", [:], CoveragePicture.sample(state), " \(state.words)")
            return "\(name)\(.element("dd", [:], "\(state.meaning)"))\n"
        }
        return .element(
            "section", [:], .element("h2", [:], "What the states mean"), .element("dl", [:], "\n", states.joined()))
    }
}
