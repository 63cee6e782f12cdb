import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// Coverage as JUnit XML: a suite for each VPC, a test for each subnet, which fails if a port that counts is not covered (Contract: Coverage).
package struct CoverageJUnit {
    private let report: CoverageReport

    package init(_ report: CoverageReport) { self.report = report }

    /// The whole document.
    package var text: MarkupText { JUnit.document("flowlogctl coverage", report.places.flatMap(suites)) }

    private func suites(_ place: PlaceCoverage) -> [JUnit.Suite] {
        let title = CoverageWords.title(place)
        switch place.outcome {
        case .failure(let failure):
            let error = JUnit.Case(name: title, outcome: .error(type: "\(failure.code.rawValue)", message: "not known: \(failure.message)"))
            return [JUnit.Suite(name: title, cases: [error])]
        case .success(let found):
            let verdict = Shown(CoverageWords.verdict(place, found.coverage))
            let minimum = place.minimum.map { _ in
                JUnit.Case(
                    name: "minimum",
                    outcome: place.isBelowMinimum
                        ? .failed(type: "minimum", message: verdict, lines: [])
                        : .passed)
            }
            let notCounted: [Shown] = CoverageWords.notCounted(found.coverage).map { ["Not counted: \($0)."] } ?? []
            let all = JUnit.Case(name: "coverage", outcome: .remarked(lines: [verdict] + notCounted))
            let exclusions =
                found.exclusions.isEmpty
                ? nil : JUnit.Case(name: "excluded", outcome: .remarked(lines: found.exclusions.map(CoverageWords.exclusion)))
            // Numbers are in no name: by its name a CI server knows a test again.
            let own = JUnit.Suite(name: title, cases: [minimum, all, exclusions].compactMap(\.self))
            return [own]
                + found.tree.vpcs.map { vpc in
                    JUnit.Suite(name: "\(title) \(CoverageWords.name(vpc))", cases: vpc.subnets.map(test))
                }
        }
    }

    private func test(_ subnet: CoverageTree.Subnet) -> JUnit.Case {
        let name = subnet.id.map { "\(CoverageWords.name(subnet)) \($0)" as Shown } ?? CoverageWords.name(subnet)
        let open = subnet.ports.filter(\.isOpen)
        guard !open.isEmpty else {
            return JUnit.Case(
                name: name, outcome: Coverage.Share(subnet.ports).counted == 0 ? .skipped(message: "nothing to cover") : .passed)
        }
        return JUnit.Case(
            name: name,
            outcome: .failed(
                type: "uncovered", message: "\(Words.counted(open.count, "port")) not covered",
                lines: CoverageHole.all(in: subnet.ports).map { "\($0.reason): \($0.names.joined(separator: ", "))" }))
    }
}
