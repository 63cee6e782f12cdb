import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// Coverage for a review or a step summary: the verdict, the subnets with what is not covered, and what is left out (Contract: Coverage).
package struct CoverageMarkdown {
    private let report: CoverageReport

    package init(_ report: CoverageReport) { self.report = report }

    /// The page, with a line end at its end.
    package var text: MarkdownText {
        let sections = report.places.map(section)
        return (["## flowlogctl coverage\n" as MarkdownText] + sections).joined(separator: "\n")
    }

    private func section(_ place: PlaceCoverage) -> MarkdownText {
        let title: MarkdownText = "### \(CoverageWords.title(place))\n"
        switch place.outcome {
        case .failure(let failure): return "\(title)\nNot known: \(failure.message)\n"
        case .success(let found):
            let verdict: MarkdownText = "\n**\(CoverageWords.verdict(place, found.coverage))**\n"
            return [title, verdict, table(found.tree), open(found.tree), exclusions(found.exclusions), foreign(found.coverage)].joined()
        }
    }

    private func table(_ tree: CoverageTree) -> MarkdownText {
        let rows = tree.vpcs.flatMap { vpc in
            vpc.subnets.map { subnet -> MarkdownText in
                let share = Coverage.Share(subnet.ports)
                let percent: Words = share.percent.map { "\($0)%" } ?? "-"
                return
                    "| \(CoverageWords.name(vpc)) | \(CoverageWords.name(subnet)) | \(share.covered) of \(share.counted) | \(percent) | \(CoverageWords.recorders(subnet.ports) ?? "-") |\n"
            }
        }
        guard !rows.isEmpty else { return "" }
        return "\n| VPC | subnet | covered | | by |\n| --- | --- | ---: | ---: | --- |\n\(rows.joined())"
    }

    private func open(_ tree: CoverageTree) -> MarkdownText {
        let lines = tree.vpcs.flatMap { vpc in
            vpc.subnets.flatMap { subnet in
                subnet.ports.filter { $0.state.counts && !$0.state.isCovered }.map { port -> Shown in
                    "- \(CoverageWords.name(vpc)) / \(CoverageWords.name(subnet))  \(CoverageWords.port(port))"
                }
            }
        }
        guard !lines.isEmpty else { return "" }
        return "\n#### Not covered (\(lines.count))\n\n\(block: lines, .diff)\n"
    }

    private func exclusions(_ uses: [ExclusionUse]) -> MarkdownText {
        guard !uses.isEmpty else { return "" }
        return "\n#### Left out\n\n\(uses.map { use -> MarkdownText in "- \(CoverageWords.exclusion(use))\n" }.joined())"
    }

    private func foreign(_ coverage: Coverage) -> MarkdownText {
        coverage.foreign == 0 ? "" : "\n\(Words.counted(coverage.foreign, "port")) of other projects in these VPCs not counted.\n"
    }
}
