import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import TestSupport
import Testing

@Suite("Event lines of an apply")
struct EventLinesTests {
    private let lines = EventLines { "2026-01-01T00:00:00Z" }

    @Test("every kind of event has the recorded line, which `Tests/Checks/check_events_schema.py` validates")
    func recorded() throws {
        let plan = try Scenario.blocked.plan()
        let change = try #require(try Scenario.contractExample.plan().changes.first)
        let failure = ActionFailure("\u{1b}[31mQuota exceeded", requestID: "req-1", errorType: "OBSConfigurationError")
        let events: [ApplyEvent] = [
            .began(actions: 7), .started(change), .waiting(change, id: uuid(7), .build, elapsed: .milliseconds(2_900)),
            .finished(change, .done(id: uuid(7)), elapsed: .seconds(3)), .finished(change, .done(id: nil), elapsed: .zero),
            .finished(change, .failed(failure), elapsed: .seconds(1)), .finished(change, .notStarted("interrupted"), elapsed: .zero),
            .finished(change, .unknown("no answer", timedOut: true), elapsed: .seconds(600)), .interrupted, .proving,
        ]
        let text =
            ([lines.version] + lines.plan(plan) + events.compactMap(lines.event)
            + [lines.diagnostic(.error, "the manifest is invalid", code: "invalid-value"), lines.summary(nil, exitCode: 3)]).joined()
        expectGolden(text, "all.events.jsonl")
        #expect(!text.contains("\u{1b}"))
    }

    @Test("the last line has the numbers of the table")
    func summary() throws {
        let plan = try Scenario.contractExample.plan()
        var ledger = Ledger()
        for change in plan.changes where change.isPending { ledger.record(.started(change)) }
        let line = lines.summary(ledger.outcomeNow(of: plan), exitCode: 8)
        #expect(line.hasSuffix("\n") && line.contains("\"type\":\"apply_summary\"") && line.contains("\"unknown\":3"), "\(line)")
    }
}

@Suite("The live view of an apply")
struct LiveViewTests {
    @Test("shows what runs for how long, how many are done, and no line wider than the terminal")
    func view() throws {
        let changes = try Scenario.actions.plan().changes.filter(\.isPending)
        var view = LiveView()
        view.record(.began(actions: changes.count), at: .zero)
        for (index, change) in changes.prefix(14).enumerated() { view.record(.started(change), at: .seconds(index)) }
        view.record(.waiting(changes[1], id: uuid(1), .build, elapsed: .seconds(9)), at: .seconds(10))
        view.record(.finished(changes[0], .done(id: nil), elapsed: .seconds(9)), at: .seconds(20))
        view.record(.finished(changes[2], .failed(ActionFailure("no")), elapsed: .seconds(9)), at: .seconds(20))
        for width in [30, 80] {
            let lines = view.lines(at: .seconds(100), width: width, height: 24).map(\.string)
            #expect(lines.count == 12 && lines.allSatisfy { DisplayWidth.of($0) < width }, "\(lines)")
            #expect(lines.first?.hasPrefix("1 of \(changes.count) done, 1 f") == true)
        }
        #expect(view.lines(at: .seconds(100), width: 80, height: 24).map(\.string)[1].hasPrefix("  99s  "))
        view.record(.interrupted, at: .seconds(101))
        #expect(view.lines(at: .seconds(101), width: 100, height: 24).map(\.string).first?.hasPrefix("Interrupted") == true)
        let narrow = view.lines(at: .seconds(101), width: 30, height: 24).map(\.string)
        #expect(narrow.prefix(4).joined(separator: " ").contains("have completed. Interrupt again to end it at once."), "\(narrow)")
        #expect(narrow.allSatisfy { DisplayWidth.of($0) < 30 })
    }

    @Test("fits into a low terminal with the cursor below it, and counts what it does not show", arguments: 1...16)
    func low(height: Int) throws {
        let changes = try Scenario.actions.plan().changes.filter(\.isPending)
        var view = LiveView()
        view.record(.began(actions: changes.count), at: .zero)
        for change in changes.prefix(8) { view.record(.started(change), at: .zero) }
        let lines = view.lines(at: .zero, width: 80, height: height).map(\.string)
        #expect(lines.count == max(1, min(9, height - 1)) && lines[0].hasPrefix("0 of"))
        let shown = lines.dropFirst().count { $0.contains("  0s  ") }
        #expect(shown == 8 || lines.count < 2 || lines.last == "  and \(8 - shown) more", "\(lines)")
    }
}
