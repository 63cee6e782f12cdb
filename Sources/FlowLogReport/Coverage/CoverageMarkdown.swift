import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// Coverage for a review or a step's summary: the verdict, what is not covered and why, and what is left out (Contract: Coverage). It says
/// less until it fits.
package struct CoverageMarkdown {
    private let report: CoverageReport
    private let label: String

    /// - Parameter label: what the run is called.
    package init(_ report: CoverageReport, label: String) {
        self.report = report
        self.label = label
    }

    private enum Detail: CaseIterable {
        case full, holes, reasons

        var remark: [MarkdownText] {
            switch self {
            case .full: []
            case .holes: ["_Shortened to fit: only subnets with ports that are not covered are shown._"]
            case .reasons: ["_Shortened to fit: the ports themselves are not shown._"]
            }
        }
    }

    /// The whole page.
    /// - Parameter limit: bytes that it must not exceed, at least 24,000; where it is too long, it says less and that it does.
    package func text(limit: Int = 65_535) -> MarkdownText {
        for detail in Detail.allCases {
            let page = joined(head + detail.remark + report.places.flatMap { section($0, detail) })
            if page.string.utf8.count <= limit { return page }
        }
        return counted(limit: limit)
    }

    private var head: [MarkdownText] { ["\(MarkdownPage.mark(label))\n## flowlogctl coverage"] }

    private func section(_ place: PlaceCoverage, _ detail: Detail) -> [MarkdownText] {
        let title: MarkdownText = "### \(CoverageWords.title(place))"
        guard let found = place.found else { return [title, "**\(CoverageWords.outcome(place) as MarkdownText)**"] }
        let notCounted = CoverageWords.notCounted(found.coverage).map { ["Not counted: \($0)." as MarkdownText] } ?? []
        let holes = found.tree.worstFirst.flatMap { lines($0, withPorts: detail != .reasons) }
        let block: [MarkdownText] = holes.isEmpty ? [] : ["#### Not covered", "\(block: holes, .diff)"]
        return [title, "**\(CoverageWords.outcome(place) as MarkdownText)**"] + notCounted + block + exclusions(found.exclusions)
            + (detail == .full ? table(found.tree) : [])
    }

    /// A line for each reason why ports of a subnet are not covered.
    private func lines(_ vpc: CoverageTree.Ranked, withPorts: Bool) -> [Shown] {
        vpc.subnets.flatMap { subnet, _ in
            CoverageHole.all(in: subnet.ports).map { hole in
                let ports: Shown = withPorts ? ": \(hole.names.joined(separator: ", "))" : ""
                return "- \(CoverageWords.network(vpc.vpc, subnet))  \(hole.reason)\(ports)"
            }
        }
    }

    private func exclusions(_ uses: [ExclusionUse]) -> [MarkdownText] {
        uses.isEmpty ? [] : ["#### Excluded", uses.map { "- \(CoverageWords.exclusion($0))" as MarkdownText }.joined(separator: "\n")]
    }

    private func table(_ tree: CoverageTree) -> [MarkdownText] {
        let rows = tree.worstFirst.flatMap { vpc in
            vpc.subnets.map { subnet, share -> MarkdownText in
                let by = CoverageWords.recorders(subnet.ports).map { "\($0)" as MarkdownText } ?? ""
                return
                    "| \(CoverageWords.name(vpc.vpc)) | \(CoverageWords.name(subnet)) | \(CoverageWords.covered(share, subnet.ports)) | \(by) |"
            }
        }
        guard !rows.isEmpty else { return [] }
        let table = ["| VPC | subnet | covered | by |", "| --- | --- | --- | --- |"] + rows
        return ["<details><summary>All subnets (\(rows.count))</summary>", table.joined(separator: "\n"), "</details>"]
    }

    /// The verdict of each place, then as many lines as fit, and how many more there are.
    private func counted(limit: Int) -> MarkdownText {
        let verdicts = report.places.sorted { CoverageWords.rank($0) < CoverageWords.rank($1) }.map { place -> Shown in
            let notCounted: Shown = place.found.flatMap { CoverageWords.notCounted($0.coverage) }.map { "  Not counted: \($0)." } ?? ""
            let verdict: Shown = "! \(CoverageWords.title(place))  \(CoverageWords.outcome(place) as Shown)"
            return "\(verdict.cut(toBytes: 300))\(notCounted)"
        }
        let holes = report.places.flatMap { place in
            (place.found?.tree.worstFirst ?? []).flatMap { lines($0, withPorts: false) }.map { $0.cut(toBytes: 300) }
        }
        let all = verdicts + holes
        // The fence, the blank lines and the last line.
        var room = limit - joined(head).string.utf8.count - 1_000
        let kept = all.prefix { line in
            room -= line.string.utf8.count + 1
            return room >= 0
        }
        let rest = all.count - kept.count
        return joined(
            head + ["_Shortened to fit: most reasons are only counted._", "\(block: Array(kept), .diff)"]
                + (rest == 0 ? [] : ["**and \(rest) more that do not fit here.**"]))
    }

    /// Blocks with a blank line between them, and a line end at the end.
    private func joined(_ blocks: [MarkdownText]) -> MarkdownText { "\(blocks.joined(separator: "\n\n"))\n" }
}
