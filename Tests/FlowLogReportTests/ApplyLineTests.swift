import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import TestSupport
import Testing

@Suite("Progress lines of an apply")
struct ApplyLineTests {
    @Test("each event of each kind of action has a line")
    func lines() throws {
        var changes: [String: Change] = [:]
        for change in try Scenario.actions.plan().changes { changes[change.address] = change }
        let keys = [
            "create", "update", "adopt", "rename", "move", "replace-create-first", "replace-delete-first", "gone", "unchanged",
        ]
        let some = try keys.map { try #require(changes["prod/\($0)"]) } + changes.values.filter { $0.isDuplicate || $0.key == nil }
        let lines = some.sorted { $0.address < $1.address }.flatMap { change in
            [
                .started(change), .waiting(change, id: uuid(7), .build, elapsed: .milliseconds(12_900)),
                .finished(change, .done(id: change.action.target == nil ? nil : uuid(7)), elapsed: .milliseconds(300)),
            ].compactMap { ApplyText.line($0)?.string }
        }
        expectGolden(lines.joined(separator: "\n") + "\n", "apply-lines.txt")
    }

    @Test("each way to end has a line, with the server's words escaped and the request")
    func endings() throws {
        let change = try #require(try Scenario.noRegion.plan().changes.first)
        let elsewhere = try #require(try Scenario.contractExample.plan().changes.first)
        let hostile = "\u{1b}[31mQuota\u{1b}[0m exceeded\nfor 'flowlog' \u{202e}: 10"
        let lines = [
            ApplyEvent.finished(change, .done(id: uuid(7)), elapsed: .seconds(599)),
            .finished(change, .done(id: nil), elapsed: .seconds(600)),
            .finished(change, .failed(ActionFailure("refused")), elapsed: .seconds(3)),
            .finished(change, .failed(ActionFailure(hostile, requestID: "req-\u{7}1")), elapsed: .seconds(3)),
            .finished(change, .notStarted("prod/web must be done first"), elapsed: .zero),
            .finished(change, .unknown("no answer within 30 s", timedOut: false), elapsed: .seconds(30)),
            .finished(change, .unknown("still BUILD", timedOut: true), elapsed: .seconds(6000)),
            .waiting(change, id: "\u{202e}id", LoggerStatus(rawValue: "NEW\nSTATUS"), elapsed: .seconds(61)),
            .started(elsewhere), .proving,
        ].compactMap { ApplyText.line($0)?.string }
        expectGolden(lines.joined(separator: "\n") + "\n", "apply-endings.txt")
    }
}
