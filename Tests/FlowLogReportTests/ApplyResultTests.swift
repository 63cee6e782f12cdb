import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import TestSupport
import Testing

@Suite("The closing table of an apply")
struct ApplyResultTests {
    private let web = desired("web", target: 1)
    private let database = desired("db", target: 2)

    @Test("complete")
    func complete() async throws {
        let there = [live(2, like: database, [.name: .string("by hand")]), live(3, like: desired("gone", target: 3))]
        let outcome = try await outcome(stack([web, database]), there)
        #expect(outcome.verdict == .complete)
        expect(outcome, "apply-complete.txt")
    }

    @Test("incomplete, with each word and the server's message")
    func incomplete() async throws {
        let keys = ["done", "failed", "lost", "refused-by-a-long-name"]
        let loggers = keys.enumerated().map { desired($1, target: 10 + $0) }
        let there = [live(1, like: desired("old", target: 11))]
        let outcome = try await outcome(stack(loggers), there) { call, _ in
            switch call {
            case .create(let fields) where fields.name == "failed":
                ControlPlaneError(
                    .refused(status: 409), "Quota exceeded for resources: \u{1b}[31m['flowlog_logger']\u{1b}[0m\n", requestID: "req-1")
            case .create(let fields) where fields.name == "lost": ControlPlaneError(.unclear, "connection reset while waiting")
            case .create(let fields) where fields.name == "refused-by-a-long-name":
                ControlPlaneError(.notAuthorized, "권한이 없습니다 \u{202e}", requestID: "req-2\u{7}")
            default: nil
            }
        }
        #expect(outcome.verdict == .incomplete)
        expect(outcome, "apply-incomplete.txt")
        expectGolden(ApplyText.result(outcome, style: Style(isColored: true)).string, "apply-incomplete.colored.txt")
    }

    @Test("timed out")
    func timedOut() async throws {
        let plane = InMemoryControlPlane(statusAfterCreate: { _ in LoggerStatus(rawValue: "PENDING") })
        let outcome = try await apply(stack([web]), on: plane)
        #expect(outcome.verdict == .timedOut)
        expect(outcome, "apply-timed-out.txt")
    }

    @Test("not proven, since the last list fails")
    func notProven() async throws {
        let outcome = try await outcome(stack([web]), []) { call, loggers in
            guard call == .list, !loggers.isEmpty else { return nil }
            return ControlPlaneError(.unreachable, "connection refused\n\u{1b}[2Jby 10.0.0.1", requestID: "req-3")
        }
        #expect(outcome.verdict == .incomplete)
        expect(outcome, "apply-not-proven.txt")
    }

    @Test("still different, since someone else changed things meanwhile")
    func stillDifferent() async throws {
        let pinned = stack([web, database, desired("gone-pin", target: 3, pinnedID: uuid(9999))])
        let before = [live(2, like: database, [.name: .string("by hand")])]
        let after = [
            live(1, like: web, [.name: .string("by hand"), .adminStateUp: .boolean(false)]),
            live(5, like: database, [.filter: .string("DROP")]), live(6, like: database, [.filter: .string("ACCEPT")]),
            live(7, like: desired("gone", target: 7)),
        ]
        let plane = ChangingPlane(before: InMemoryControlPlane(before), after: after)
        let outcome = await FlowLogApply.apply(
            try plan(pinned, before), on: [pinned.place: plane], settings: ApplySettings(parallelism: 1), ticker: ManualClock().ticker,
            emit: { _ in })
        #expect(outcome.verdict == .incomplete)
        expect(outcome, "apply-still-different.txt")
    }

    @Test("in ERROR, changed or not, with cause, advice and a way out")
    func inError() async throws {
        let sick = desired("no-token", target: 4)
        let odd = desired("odd", target: 5)
        let there = [
            live(4, like: sick, status: .error, errorType: "AuthenticationSystemError"), live(5, like: odd, status: .error, errorType: ""),
            live(6, like: desired("hostile", target: 6), status: .error, errorType: "\u{1b}[31mNew\nError"),
        ]
        let plane = InMemoryControlPlane(there, statusAfterCreate: { _ in .error })
        let outcome = try await apply(stack([web, sick, odd, desired("hostile", target: 6)]), on: plane)
        #expect(outcome.verdict == .incomplete)
        expect(outcome, "apply-in-error.txt")
    }

    @Test("in ERROR with nothing to do, in two stacks, of which --replace must name one")
    func inErrorInTwoStacks() async throws {
        let there = ["prod", "second"].enumerated().map { number, owner in
            live(number, like: web, owner: owner, status: .error, errorType: "OBSConfigurationError")
        }
        let plan = try makePlan(["prod", "second"].map { try input(stack([web], name: $0), there) })
        let outcome = await FlowLogApply.apply(
            plan, on: [stack([]).place: InMemoryControlPlane(there)], settings: ApplySettings(), ticker: ManualClock().ticker,
            emit: { _ in })
        #expect(outcome.results.isEmpty && outcome.verdict == .incomplete)
        expect(outcome, "apply-in-error-in-two-stacks.txt")
    }

    @Test("in ERROR with nothing to do, in two clouds: the way out names the cloud")
    func inErrorInTwoClouds() async throws {
        let there = [live(1, like: web, status: .error, errorType: "OBSConfigurationError")]
        let stacks = ["a", "b"].map { cloud in
            var stack = stack([web])
            stack.cloud = cloud
            return stack
        }
        let plan = try makePlan(stacks.map { try input($0, there) })
        let planes = Dictionary(uniqueKeysWithValues: stacks.map { ($0.place, InMemoryControlPlane(there)) })
        let outcome = await FlowLogApply.apply(plan, on: planes, settings: ApplySettings(), ticker: ManualClock().ticker, emit: { _ in })
        #expect(outcome.inError.map(\.name) == ["a:prod/web", "b:prod/web"])
        expect(outcome, "apply-in-error-in-two-clouds.txt")
    }

    // MARK: helpers

    private func expect(_ outcome: ApplyOutcome, _ golden: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
        expectGolden(ApplyText.result(outcome, style: .plain).string, golden, sourceLocation: sourceLocation)
    }

    private func plan(_ stack: DesiredStack, _ list: [LiveLogger]) throws -> Plan { makePlan([try input(stack, list)]) }

    private func outcome(
        _ stack: DesiredStack, _ list: [LiveLogger], intercept: @escaping InMemoryControlPlane.Interceptor = { _, _ in nil }
    ) async throws -> ApplyOutcome {
        try await apply(stack, on: InMemoryControlPlane(list, intercept: intercept))
    }

    private func apply(_ stack: DesiredStack, on plane: InMemoryControlPlane) async throws -> ApplyOutcome {
        await FlowLogApply.apply(
            try plan(stack, await plane.loggers), on: [stack.place: plane], settings: ApplySettings(parallelism: 1),
            ticker: ManualClock().ticker, emit: { _ in })
    }
}

/// A service whose list shows what others have made of it meanwhile.
private struct ChangingPlane: ControlPlane {
    let before: InMemoryControlPlane
    let after: [LiveLogger]

    func list() async throws(ControlPlaneError) -> [LiveLogger] { after }
    func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger { try await before.show(id) }
    func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? { try await before.create(fields) }
    func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? { try await before.edit(id, edit) }
    func delete(_ id: String) async throws(ControlPlaneError) { try await before.delete(id) }
}
