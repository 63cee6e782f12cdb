import FlowLogModel
import FlowLogPlan
import FlowLogReport
import TestSupport
import Testing

/// The other half, readers that are not ours, is `Tests/Checks/check_formats.py`.
@Suite("Formats of plan and drift")
struct FormatGoldenTests {
    private static let scenarios: [Scenario] = [
        .noChanges, .actions, .blocked, .unhealthy, .regions, .severalRefusals, .partial, .clouds, .names, .storage,
    ]
    private static let hostileLabel = "--> <b>--!><!-- @x \(injections.joined())\n"
    private static let run = RunFacts(finishedAt: 1_767_225_600, duration: 1.25, exitCode: 2, label: "prod.yaml")

    /// Every format, by the ending of its golden files.
    private static func formats(_ plan: Plan, label: String = "prod.yaml") -> [(ending: String, text: String)] {
        [
            ("plan.md", PlanMarkdown(plan, label: label).text().string), ("plan.html", PlanHTML(plan).text.string),
            ("plan.github.txt", PlanAnnotations(plan).text.string),
            ("gitlab.json", GitLabReport(plan).json), ("terraform.json", TerraformPlan(plan, createdAt: "2026-01-01T00:00:00Z").json),
            ("output.txt", GitHubOutput(plan).text.string),
            ("drift.txt", DriftText(plan, style: .plain, failsOnUnmanaged: false).text.string),
            ("drift.md", DriftMarkdown(plan, label: label).text().string), ("drift.html", DriftHTML(plan).text.string),
            ("drift.github.txt", DriftAnnotations(plan).text.string), ("drift.junit.xml", DriftJUnit(plan).text.string),
            ("drift.prom", RunMetrics(DriftMetrics(plan), run: run, lastSuccess: nil).text.string), ("slack.json", SlackMessage(plan).json),
        ]
    }

    private func expectGoldens(_ plan: Plan, _ name: String, label: String = "prod.yaml") {
        for (ending, text) in Self.formats(plan, label: label) { expectGolden(text, "formats/\(name).\(ending)") }
    }

    @Test("each format of a plan is the recorded one", arguments: scenarios)
    func recorded(scenario: Scenario) throws { expectGoldens(try scenario.plan(), scenario.rawValue) }

    @Test("each format with text that would be more than text is the recorded one, like its harmless twin")
    func injection() throws {
        expectGoldens(try Scenario.injectionPlan { injections[$0] }, "injection", label: Self.hostileLabel)
        expectGoldens(try Scenario.injectionPlan { "text\($0)" }, "harmless")
    }

    @Test("each length of Markdown with such text is the recorded one, like its harmless twin")
    func shortened() throws {
        let texts: [(String, (Int) -> String)] = [("injection", { injections[$0] }), ("harmless", { "text\($0)" })]
        for (name, text) in texts {
            let plan = try Scenario.injectionPlan(text)
            var limit = PlanMarkdown(plan, label: "prod.yaml").text().string.utf8.count - 1
            for level in ["fields", "table", "counts"] {
                let page = PlanMarkdown(plan, label: "prod.yaml").text(limit: limit).string
                #expect(page.utf8.count <= limit && page.contains("_Shortened to fit: "))
                expectGolden(page, "formats/\(name).\(level).plan.md")
                limit = page.utf8.count - 1
            }
        }
    }

    @Test("loggers that no stack owns are listed in each format that is to count them as drift")
    func unmanaged() throws {
        let plan = try Scenario.noChanges.plan()
        expectGolden(DriftText(plan, style: .plain, failsOnUnmanaged: true).text.string, "formats/unmanaged.drift.txt")
        expectGolden(DriftMarkdown(plan, label: "prod.yaml", failsOnUnmanaged: true).text().string, "formats/unmanaged.drift.md")
        expectGolden(DriftHTML(plan, failsOnUnmanaged: true).text.string, "formats/unmanaged.drift.html")
        expectGolden(DriftAnnotations(plan, failsOnUnmanaged: true).text.string, "formats/unmanaged.drift.github.txt")
        expectGolden(DriftJUnit(plan, failsOnUnmanaged: true).text.string, "formats/unmanaged.drift.junit.xml")
        expectGolden(SlackMessage(plan, failsOnUnmanaged: true).json, "formats/unmanaged.slack.json")
    }

    @Test("what was told before is only named, what is resolved and a check that failed are said, in each recorded message")
    func toldBefore() throws {
        let plan = try Scenario.regions.plan()
        let before = ToldDrift().updated(by: plan, failsOnUnmanaged: false)
        expectGolden(SlackMessage(plan, since: before.updated(byFailure: "exit code 4")).json, "formats/told.slack.json")
        expectGolden(SlackMessage(try Scenario.noChanges.plan(), since: before).json, "formats/resolved.slack.json")
        let failure = SlackMessage(failure: "the manifest is invalid: <no> `call`", exitCode: 3, label: "prod @here")
        expectGolden(failure.json, "formats/failed.slack.json")
    }

    @Test("drift's document is the plan's with states, and reads as a saved plan")
    func document() throws {
        let plan = try Scenario.actions.plan()
        let document = PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z", includingStates: true).text
        expectGolden(document + "\n", "formats/actions.drift.json")
        let read = try SavedPlan(Array(document.utf8))
        #expect(PlanDocument(read.plan, createdAt: read.createdAt, includingStates: true).text == document)
    }

    @Test("colours of drift change nothing but colours", arguments: scenarios)
    func colors(scenario: Scenario) throws {
        let plan = try scenario.plan()
        let colored = DriftText(plan, style: Style(isColored: true), failsOnUnmanaged: true).text.string
        #expect(colored.replacing(/\u{1b}\[[0-9]+m/, with: "") == DriftText(plan, style: .plain, failsOnUnmanaged: true).text.string)
        #expect(colored.contains("\u{1b}"), "nothing has a colour")
    }

    @Test("with a stack that failed, each format says which one and why, and none says that there is nothing")
    func failedStack() throws {
        let web = desired("web")
        let failed = PlanInput(stack([web], name: "edge"), .failure(StackFailure(.api, "503 from the proxy")))
        let plan = try makePlan([input(stack([web]), [live(1, like: web)]), failed])
        for (ending, text) in Self.formats(plan) + [("text", PlanText(plan, style: .plain).text.string)] {
            #expect(!text.contains("No changes") && !text.contains("No drift"), "\(ending)")
            if ending == "output.txt" {
                #expect(text.hasPrefix("has_changes=true\n"))
            } else {
                #expect(text.contains("edge") && text.contains("503 from the proxy"), "\(ending)")
            }
            if ending == "gitlab.json" { #expect(!text.contains("\"create\"")) }
        }
    }

    @Test("a report for GitLab counts a replace twice")
    func gitLab() throws {
        #expect(GitLabReport(try Scenario.contractExample.plan()).json == "{\"create\":1,\"delete\":2,\"update\":1}\n")
    }
}
