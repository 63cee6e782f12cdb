import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FlowLogVerify
import FoundationEssentials
import TestSupport
import Testing

@Suite("Formats of verify")
struct VerificationFormatTests {
    private static let run = RunFacts(finishedAt: 1_767_225_600, duration: 1.25, exitCode: 2, label: "prod.yaml")

    /// Every format, by the ending of its golden files.
    private static func formats(_ verification: Verification) -> [(ending: String, text: String)] {
        [
            ("verify.txt", VerificationText(verification, style: .plain).text.string),
            ("verify.json", VerificationDocument(verification).json), ("verify.junit.xml", VerificationJUnit(verification).text.string),
            ("verify.prom", RunMetrics(VerifyMetrics(verification), run: run, lastSuccess: nil).text.string),
        ]
    }

    @Test("each format of loggers in every state is the recorded one")
    func recorded() throws {
        for (ending, text) in Self.formats(try VerificationScenario.states()) { expectGolden(text, "formats/states.\(ending)") }
    }

    @Test("of what was not asked for no format says anything")
    func plain() throws {
        for (ending, text) in Self.formats(try VerificationScenario.plain()) { expectGolden(text, "formats/plain.\(ending)") }
    }

    @Test("each format with text that would be more than text is the recorded one, like its harmless twin")
    func injection() throws {
        let texts: [(String, (Int) -> String)] = [("injection", { injections[$0] }), ("harmless", { "text\($0)" })]
        for (name, text) in texts {
            for (ending, text) in Self.formats(try VerificationScenario.injected(text)) { expectGolden(text, "formats/\(name).\(ending)") }
        }
    }

    @Test("no text of others steers a terminal or a log, whatever the format")
    func hostile() throws {
        for (ending, text) in Self.formats(try VerificationScenario.injected { injections[$0] }) {
            #expect(!text.unicodeScalars.contains { $0.isHarmful && $0 != "\n" }, "\(ending)")
            if ending != "verify.json" { #expect(!text.contains(/##\[|(^|\n)\s*::/), "\(ending)") }
        }
    }

    @Test("what is not known is not green: no metric, an error of the test report, not proven")
    func unknown() throws {
        let failure = StorageFailure(.notChecked, "no token")
        let web = desired("web")
        let plan = try makePlan([input(stack([web]), [live(1, like: web)])])
        let addresses = plan.changes.map(\.fullAddress)
        let verification = Verification(
            plan, ports: [uuid(1_001): 1], freshness: Dictionary(uniqueKeysWithValues: addresses.map { ($0, .notChecked(failure)) }))
        let texts = Dictionary(uniqueKeysWithValues: Self.formats(verification).map { ($0.ending, $0.text) })
        #expect(verification.isProven && verification.unknowns == [failure])
        #expect(texts["verify.json"]?.hasPrefix(#"{"proven":false"#) == true || texts["verify.json"]?.contains(#""proven":false"#) == true)
        #expect(texts["verify.junit.xml"]?.contains("<error") == true)
        #expect(texts["verify.prom"]?.contains("check=\"fresh\"") == false && texts["verify.prom"]?.contains("# not checked: ") == true)
    }

    @Test("two clouds of which no project is known are one series each, and what is wrong in one of them shows")
    func sameLabels() throws {
        let web = desired("web")
        let inputs = try ["a", "b"].map { cloud in
            var stack = stack([web])
            stack.cloud = cloud
            let list = cloud == "a" ? [live(1, like: web)] : []
            return PlanInput(stack, .success(try LiveState(region: "KR1", service: "https://\(cloud).example", projectID: nil, list: list)))
        }
        let metrics = VerifyMetrics(Verification(makePlan(inputs), ports: [uuid(1_001): 1]))
        let text = RunMetrics(metrics, run: Self.run, lastSuccess: nil).text.string
        #expect(
            text.split(separator: "\n").filter { $0.contains("check=\"status\"") } == [
                "flowlogctl_verify_ok{stack=\"prod\",region=\"KR1\",project=\"-\",key=\"web\",check=\"status\"} 0"
            ])
    }
}
