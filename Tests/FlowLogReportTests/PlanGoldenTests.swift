import FlowLogPlan
import FlowLogReport
import TestSupport
import Testing

@Suite("Plan text and document")
struct PlanGoldenTests {
    @Test("a plan's text is the recorded one", arguments: Scenario.allCases)
    func text(scenario: Scenario) throws {
        expectGolden(PlanText(try scenario.plan(), style: .plain).text.string, "\(scenario.rawValue).plan.txt")
    }

    @Test("a plan's document is the recorded one, which `Tests/Checks/check_plan_schema.py` validates", arguments: Scenario.allCases)
    func document(scenario: Scenario) throws { expectGolden(try scenario.document().text + "\n", "\(scenario.rawValue).plan.json") }

    @Test("a saved plan says the same when it is read back, in text, in Markdown and for Terraform's tools", arguments: Scenario.allCases)
    func saved(scenario: Scenario) throws {
        let plan = try scenario.plan()
        let document = try scenario.document()
        let read = try SavedPlan(Array(document.text.utf8))
        #expect(read.digest == document.digest)
        expectSameWords(plan, read.plan, document.digest)
    }

    @Test("so does any other one")
    func savedAtRandom() throws {
        var random = SeededRandom()
        print("words of saved plans: \(random.note)")
        for _ in 0..<100 {
            let plan = try RandomWorld(using: &random).plan(options: PlanOptions())
            let document = PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z")
            expectSameWords(plan, try SavedPlan(Array(document.text.utf8)).plan, document.digest)
        }
    }

    @Test("text and Markdown of a plan that is saved have the first 12 digits of its digest")
    func digest() throws {
        let plan = try Scenario.contractExample.plan()
        let digest = try Scenario.contractExample.document().digest
        expectGolden(PlanText(plan, style: .plain, digest: digest).text.string, "contract-example.saved.txt")
        expectGolden(PlanMarkdown(plan, label: "prod.yaml", digest: digest).text().string, "contract-example.saved.md")
        #expect(digest.short.count == 12 && digest.text.hasPrefix(digest.short))
    }

    @Test("plans of several clouds, shown as one, are the recorded document, which has nothing to apply")
    func joined() throws {
        let files = try Scenario.cloudInputs().enumerated().map { number, input in
            let document = PlanDocument(makePlan([input]), createdAt: "2026-01-0\(9 - number)T00:00:00Z")
            return (name: "\(number).plan", saved: try SavedPlan(Array(document.text.utf8)))
        }
        let joined = try JoinedPlan(files)
        #expect(PlanText(joined.plan, style: .plain).text == PlanText(try Scenario.clouds.plan(), style: .plain).text)
        let document = PlanDocument(joined.plan, createdAt: joined.createdAt, isJoined: true).text
        expectGolden(document + "\n", "joined.plan.json")
        #expect(throws: SavedPlan.Invalid.self) { try SavedPlan(Array(document.utf8)) }
    }

    private func expectSameWords(_ plan: Plan, _ read: Plan, _ digest: PlanDigest) {
        #expect(PlanText(read, style: .plain, digest: digest).text == PlanText(plan, style: .plain, digest: digest).text)
        #expect(
            PlanMarkdown(read, label: "prod.yaml", digest: digest).text() == PlanMarkdown(plan, label: "prod.yaml", digest: digest).text())
        let time = "2026-01-01T00:00:00Z"
        #expect(TerraformPlan(read, createdAt: time).json == TerraformPlan(plan, createdAt: time).json)
    }

    @Test("colours change nothing but colours", arguments: Scenario.allCases)
    func colors(scenario: Scenario) throws {
        let plan = try scenario.plan()
        let colored = PlanText(plan, style: Style(isColored: true)).text.string
        if scenario == .blocked { expectGolden(colored, "blocked.colored.txt") }
        #expect(colored.replacing(/\u{1b}\[[0-9]+m/, with: "") == PlanText(plan, style: .plain).text.string)
        #expect(colored.contains("\u{1b}"), "nothing has a colour")
    }
}
