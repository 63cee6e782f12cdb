import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials
import TestSupport
import Testing

@Suite("Drift for monitoring")
struct MonitoringTests {
    private func run(_ exitCode: Int32, label: String = "a.yaml") -> RunFacts {
        RunFacts(finishedAt: 2_000, duration: 0.5, exitCode: exitCode, label: label)
    }

    private func text(_ exitCode: Int32, lastSuccess: Int?) -> String {
        RunMetrics<DriftMetrics>(nil, run: run(exitCode), lastSuccess: lastSuccess).text.string
    }

    @Test("a run with or without drift is a success, and its time is the last one", arguments: [0, 2] as [Int32])
    func success(exitCode: Int32) {
        #expect(RunMetrics<DriftMetrics>.lastSuccess(in: text(exitCode, lastSuccess: 1_000), of: "a.yaml") == 2_000)
    }

    @Test("a run that failed keeps the last success, and says nothing if there was none", arguments: [1, 3, 4, 8, 64] as [Int32])
    func failure(exitCode: Int32) {
        let known = text(exitCode, lastSuccess: 1_000)
        #expect(RunMetrics<DriftMetrics>.lastSuccess(in: known, of: "a.yaml") == 1_000)
        #expect(known.contains("\nflowlogctl_last_run_exit_code{command=\"drift\",run=\"a.yaml\"} \(exitCode)\n"))
        #expect(!text(exitCode, lastSuccess: nil).contains("last_success") && !known.contains("flowlogctl_loggers"))
    }

    @Test("every series of a run has its label, which keeps its own last success and takes one without labels, but none of another run")
    func labels() {
        let text = RunMetrics<DriftMetrics>(nil, run: run(0, label: "a \"b\"\\\n.yaml"), lastSuccess: nil).text.string
        let series = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(series.count == 4 && series.allSatisfy { $0.contains(#"{command="drift",run="a \"b\"\\\\u{a}.yaml"} "#) }, "\(series)")
        #expect(RunMetrics<DriftMetrics>.lastSuccess(in: text, of: "a \"b\"\\\n.yaml") == 2_000)
        #expect(RunMetrics<DriftMetrics>.lastSuccess(in: text, of: "a") == nil)
        #expect(RunMetrics<DriftMetrics>.lastSuccess(in: "flowlogctl_last_success_timestamp_seconds 5\n", of: "a") == 5)
    }

    @Test("no last success is read from what has none", arguments: ["", "# HELP flowlogctl_last_success_timestamp_seconds 5\n", "x 1\n"])
    func nothing(text: String) { #expect(RunMetrics<DriftMetrics>.lastSuccess(in: text, of: "a.yaml") == nil) }

    @Test("a project that is not known is - too, and what has the same labels then is one sample")
    func sameLabels() throws {
        let inputs = try ["a", "b"].map { cloud in
            var stack = stack([desired("web")])
            stack.cloud = cloud
            return PlanInput(stack, .success(try LiveState(region: "KR1", service: "https://\(cloud).example", projectID: nil, list: [])))
        }
        let text = RunMetrics(DriftMetrics(makePlan(inputs)), run: run(2), lastSuccess: nil).text.string
        #expect(
            text.split(separator: "\n").filter { $0.contains("state=\"missing\"") } == [
                "flowlogctl_loggers{stack=\"prod\",region=\"KR1\",project=\"-\",state=\"missing\"} 2"
            ])
    }

    @Test("a region that is not known is -, and an error without a type too")
    func unknown() throws {
        let web = desired("web")
        let plan = try makePlan([input(stack([web]).inRegion(nil), [live(1, like: web, status: .error)])])
        let text = RunMetrics(DriftMetrics(plan), run: run(2), lastSuccess: nil).text.string
        #expect(text.contains("\nflowlogctl_loggers{stack=\"prod\",region=\"-\",project=\"project\",state=\"unhealthy\"} 1\n"))
        #expect(text.contains("\nflowlogctl_logger_errors{stack=\"prod\",region=\"-\",project=\"project\",error_type=\"-\"} 1\n"))
    }

    @Test("what --target leaves out is in no state")
    func partial() throws {
        let text = RunMetrics(DriftMetrics(try Scenario.targeted.plan()), run: run(0), lastSuccess: nil).text.string
        #expect(text.contains("state=\"in_sync\"} 1\n") && text.contains("state=\"missing\"} 0\n"))
    }

    @Test("a message has at most 3,000 bytes, and says how many loggers it does not name")
    func bounded() throws {
        let loggers = (0..<2_000).map { desired("logger-\($0)", target: $0) }
        let failed = PlanInput(stack([], name: "z"), .failure(StackFailure(.api, String(repeating: "&`@<", count: 5_000))))
        let body = SlackMessage(try makePlan([input(stack(loggers), []), failed])).json
        let message = try #require(try JSONDecoder().decode(JSONValue.self, from: Data(body.utf8))["text"]?.string)
        #expect(message.utf8.count <= 3_000 && message.utf8.count > 2_000)
        let named = message.split(separator: "\n").count { $0.hasPrefix("• missing: ") }
        #expect(message.hasSuffix("\nand \(2_000 - named) more"))
    }
}
