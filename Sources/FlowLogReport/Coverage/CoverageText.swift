import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// Coverage for people: a tree of the network, worst first (Contract: Coverage).
package struct CoverageText {
    private let report: CoverageReport
    private let style: Style

    package init(_ report: CoverageReport, style: Style) {
        self.report = report
        self.style = style
    }

    /// The whole text, with a line end at its end.
    package var text: Shown { report.places.map(section).joined(separator: [""]).map { "\($0)\n" }.joined() }

    private func section(_ place: PlaceCoverage) -> [Shown] {
        let title = [style.bold(CoverageWords.title(place)), ""]
        switch place.outcome {
        case .failure(let failure): return title + style.folded("  \(style.red("!")) not known: \(failure.message)")
        case .success(let found):
            let words = Shown(CoverageWords.verdict(place, found.coverage))
            let verdict =
                place.isBelowMinimum ? style.red(words) : found.coverage.share.percent == 100 ? style.green(words) : style.bold(words)
            let notCounted = CoverageWords.notCounted(found.coverage).map { style.folded("Not counted: \($0).") } ?? []
            return title + tree(found.tree) + exclusions(found.exclusions) + [verdict] + notCounted
        }
    }

    // MARK: the tree

    private func tree(_ tree: CoverageTree) -> [Shown] {
        let vpcs = tree.worstFirst
        let cells = vpcs.flatMap { vpc in
            [row("  \(CoverageWords.name(vpc.vpc))", vpc.vpc.cidr, vpc.share, Shown(CoverageWords.covered(vpc.share, vpc.vpc.ports)))]
                + vpc.subnets.map { row("    \(CoverageWords.name($0.subnet))", $0.subnet.cidr, $0.share, outcome($0.subnet, $0.share)) }
        }
        // The columns go through all VPCs, so that all bars stand below each other.
        var rows = Table.lines(cells).makeIterator()
        return vpcs.flatMap { vpc -> [Shown] in
            let title = style.folded(style.bold(rows.next() ?? ""))
            return title + vpc.subnets.flatMap { lines(rows.next() ?? "", of: $0.subnet) } + [""]
        }
    }

    private func row(_ name: Shown, _ cidr: String?, _ share: Coverage.Share, _ outcome: Shown) -> [Shown] {
        [name.cut(toWidth: 24), Shown(cidr ?? ""), bar(share), outcome]
    }

    private func outcome(_ subnet: CoverageTree.Subnet, _ share: Coverage.Share) -> Shown {
        let by: Shown = share.isWhole ? CoverageWords.recorders(subnet.ports).map { "  by \($0)" } ?? "" : ""
        return "\(CoverageWords.covered(share, subnet.ports))\(by)"
    }

    private func lines(_ row: Shown, of subnet: CoverageTree.Subnet) -> [Shown] {
        let holes = CoverageHole.all(in: subnet.ports)
        return style.folded(holes.isEmpty ? row : style.red(row)) + holes.flatMap(lines)
    }

    private func lines(_ hole: CoverageHole) -> [Shown] {
        style.folded("      \(style.red("!")) \(hole.reason)")
            + style.folded("          \(hole.names.joined(separator: ", "))")
    }

    /// Ten cells, in characters that are as wide everywhere. Rounded down: what is not covered is always seen.
    private func bar(_ share: Coverage.Share) -> Shown {
        guard share.counted > 0 else { return "[          ]" }
        let full = share.covered * 10 / share.counted
        return "[\(Words.repeating("#", full))\(Words.repeating("-", 10 - full))]"
    }

    private func exclusions(_ uses: [ExclusionUse]) -> [Shown] {
        guard !uses.isEmpty else { return [] }
        return ["Excluded:"] + uses.flatMap { style.folded("  \(CoverageWords.exclusion($0))") } + [""]
    }
}
