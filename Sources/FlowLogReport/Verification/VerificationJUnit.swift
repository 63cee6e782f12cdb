import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// What `verify` found, as JUnit XML: a suite for each stack, a test for each logger, which fails if it does not do what the manifest wants,
/// and is in error if that is not known (Contract: Storage, Formats of verify).
package struct VerificationJUnit {
    private let verification: Verification

    package init(_ verification: Verification) { self.verification = verification }

    /// The whole document.
    package var text: MarkupText { JUnit.document("flowlogctl verify", verification.stacks.map(suite)) }

    private func suite(_ stack: Verification.Stack) -> JUnit.Suite {
        let title = PlanWords.title(stack.plan)
        if let failure = stack.plan.failure {
            let error = JUnit.Case(
                name: title, outcome: .error(type: "\(failure.code.rawValue)", message: "not verified: \(failure.message)"))
            return JUnit.Suite(name: title, cases: [error])
        }
        return JUnit.Suite(name: title, cases: stack.items.map(test))
    }

    private func test(_ item: Verification.Item) -> JUnit.Case {
        let unknowns = VerificationWords.unknowns(item)
        let outcome: JUnit.Case.Outcome =
            if let problem = item.problem {
                .failed(
                    type: "\(problem.rawValue)", message: "\(VerificationWords.problem(of: item) ?? "")", lines: unknowns.map { "\($0)" })
            } else if let first = unknowns.first {
                .error(type: "unknown", message: "\(first)")
            } else {
                .passed
            }
        return JUnit.Case(name: "\(item.change.key ?? "")", outcome: outcome)
    }
}
