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
    package var text: Shown { report.places.flatMap(section).map { "\($0)\n" }.joined() }

    private func section(_ place: PlaceCoverage) -> [Shown] {
        let title = [style.bold(CoverageWords.title(place)), ""]
        switch place.outcome {
        case .failure(let failure): return title + style.folded("  \(style.red("!")) not known: \(failure.message)") + [""]
        case .success(let found):
            let vpcs = found.tree.vpcs.sorted { Self.isWorse($0.ports, $1.ports) }
            return title + vpcs.flatMap(lines) + exclusions(found.exclusions) + [verdict(place, found.coverage)] + rest(found.coverage) + [
                ""
            ]
        }
    }

    // MARK: the tree

    private func lines(_ vpc: CoverageTree.VPC) -> [Shown] {
        let subnets = vpc.subnets.sorted { Self.isWorse($0.ports, $1.ports) }
        return style.folded("  \(style.bold(CoverageWords.name(vpc)))  \(share(vpc.ports))") + subnets.flatMap(lines) + [""]
    }

    private func lines(_ subnet: CoverageTree.Subnet) -> [Shown] {
        let open = subnet.ports.filter { $0.state.counts && !$0.state.isCovered }
        let by: Shown = open.isEmpty ? CoverageWords.recorders(subnet.ports).map { "  by \($0)" } ?? "" : ""
        let line: Shown = "    \(bar(subnet.ports))  \(CoverageWords.name(subnet))  \(share(subnet.ports))\(by)"
        return style.folded(open.isEmpty ? line : style.red(line))
            + open.sorted { ($0.state.severity, $0.port.id) < ($1.state.severity, $1.port.id) }.flatMap { port in
                style.folded("        \(style.red("!")) \(CoverageWords.port(port))")
            }
    }

    /// Ten cells, in characters that are as wide everywhere: a port that is not covered never rounds away.
    private func bar(_ ports: [Coverage.CoveredPort]) -> Shown {
        let share = Coverage.Share(ports)
        guard share.counted > 0 else { return "[          ]" }
        let full = share.covered * 10 / share.counted
        let cells: [Shown] = Array(repeating: "#", count: full) + Array(repeating: "-", count: 10 - full)
        return "[\(cells.joined())]"
    }

    private func share(_ ports: [Coverage.CoveredPort]) -> Shown {
        let share = Coverage.Share(ports)
        let left: [Words] = [.excluded, .unattached, .notCapturable].map { (state: CoverageState) in
            .ifAny(ports.count { $0.state == state }, state.words)
        }
        let rest = Words.list(left)
        let counts: Words = share.counted == 0 ? "nothing to cover" : "\(share.covered) of \(share.counted)"
        return rest.isEmpty ? "\(counts)" : "\(counts) (\(rest))"
    }

    /// What has most that is not covered comes first, what has nothing to cover last.
    private static func isWorse(_ left: [Coverage.CoveredPort], _ right: [Coverage.CoveredPort]) -> Bool {
        let (left, right) = (Coverage.Share(left), Coverage.Share(right))
        return (left.counted == 0 ? 1 : 0, left.covered - left.counted) < (right.counted == 0 ? 1 : 0, right.covered - right.counted)
    }

    // MARK: what it comes to

    private func exclusions(_ uses: [ExclusionUse]) -> [Shown] {
        guard !uses.isEmpty else { return [] }
        return ["  left out:"] + uses.flatMap { style.folded("    \(CoverageWords.exclusion($0))") } + [""]
    }

    private func verdict(_ place: PlaceCoverage, _ coverage: Coverage) -> Shown {
        let words = CoverageWords.verdict(place, coverage)
        return place.isBelowMinimum ? style.red(words) : coverage.share.percent == 100 ? style.green(words) : style.bold(words)
    }

    private func rest(_ coverage: Coverage) -> [Shown] {
        coverage.foreign == 0 ? [] : ["\(Words.counted(coverage.foreign, "port")) of other projects in these VPCs not counted."]
    }
}
