import FlowLogReport
import TestSupport
import Testing

@Suite("Plan text and document")
struct PlanGoldenTests {
    @Test("a plan's text is the recorded one", arguments: Scenario.allCases)
    func text(scenario: Scenario) throws {
        expectGolden(PlanText(try scenario.plan(), style: .plain).text, "\(scenario.rawValue).plan.txt")
    }

    @Test("a plan's document is the recorded one, which `Tests/Checks/check_plan_schema.py` validates", arguments: Scenario.allCases)
    func document(scenario: Scenario) throws { expectGolden(try scenario.document(), "\(scenario.rawValue).plan.json") }

    @Test("colours change nothing but colours", arguments: Scenario.allCases)
    func colors(scenario: Scenario) throws {
        let plan = try scenario.plan()
        let colored = PlanText(plan, style: Style(isColored: true)).text
        if scenario == .blocked { expectGolden(colored, "blocked.colored.txt") }
        #expect(colored.replacing(/\u{1b}\[[0-9]+m/, with: "") == PlanText(plan, style: .plain).text)
        #expect(colored.contains("\u{1b}"), "nothing has a colour")
    }
}
