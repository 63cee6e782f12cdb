import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport
import Testing

/// What may come instead of an answer. Of GET, PUT and DELETE the executor sees it only after the API client has tried again.
private enum Fault: CaseIterable {
    case tooMany, serverError, serverErrorAfterAll, unavailable, timeout, timeoutAfterAll, garbage, garbageAfterAll, unreachable
    case forbidden, conflict

    var fate: InterceptedControlPlane.Fate {
        switch self {
        case .tooMany: .unsent(ControlPlaneError(.refused(status: 429), "slow down"))
        case .serverError: .unsent(ControlPlaneError(.refused(status: 500), "internal error"))
        case .serverErrorAfterAll: .lost(ControlPlaneError(.refused(status: 500), "internal error"))
        case .unavailable: .unsent(ControlPlaneError(.refused(status: 503), "service unavailable"))
        case .timeout: .unsent(ControlPlaneError(.unclear, "no answer in time"))
        case .timeoutAfterAll: .lost(ControlPlaneError(.unclear, "no answer in time"))
        case .garbage: .unsent(ControlPlaneError(.invalidAnswer, "the answer is no JSON"))
        case .garbageAfterAll: .lost(ControlPlaneError(.invalidAnswer, "the answer is no JSON"))
        case .unreachable: .unsent(ControlPlaneError(.unreachable, "connection refused"))
        case .forbidden: .unsent(ControlPlaneError(.notAuthorized, "not allowed"))
        case .conflict: .unsent(ControlPlaneError(.refused(status: 409), "conflict"))
        }
    }
}

/// Decides about one call after the other.
private final class Faults: Sendable {
    private let state: Mutex<(calls: Int, injected: Int)> = Mutex((0, 0))
    private let choose: @Sendable (_ call: Int, _ injected: Int) -> Fault?

    init(_ choose: @escaping @Sendable (_ call: Int, _ injected: Int) -> Fault?) { self.choose = choose }

    var calls: Int { state.withLock { $0.calls } }
    var injected: Int { state.withLock { $0.injected } }

    func next() -> InterceptedControlPlane.Fate {
        state.withLock { state in
            defer { state.calls += 1 }
            guard let fault = choose(state.calls, state.injected) else { return .answered }
            state.injected += 1
            return fault.fate
        }
    }
}

@Suite("Law 4: any answer may be wrong, late or missing")
struct FaultLawTests {
    @Test("each fault at each request of a mixed plan, once and several times in a row", arguments: zip([1, 2, 8], [1, 1, 4]))
    func everyBoundary(length: Int, parallelism: Int) async throws {
        var damage = Situation.Damage()
        var (boundaries, injected) = (0, 0)
        for fault in Fault.allCases {
            var boundary = 0
            while true {
                let range = boundary..<(boundary + length)
                let faults = Faults { call, _ in range.contains(call) ? fault : nil }
                try await check(.mixed, faults, parallelism: parallelism, "\(fault) at \(range)", &damage)
                guard faults.injected > 0 else { break }
                injected += faults.injected
                boundary += 1
            }
            #expect(boundary > 40, "too few requests for a mixed plan")
            boundaries += boundary
        }
        print("law 4: \(length) in a row, parallelism \(parallelism), \(boundaries) boundaries, \(injected) faults; \(damage)")
        #expect(damage == Situation.Damage())
    }

    @Test("random faults in random worlds")
    func random() async throws {
        var random = SeededRandom()
        print("law 4: \(random.note)")
        var damage = Situation.Damage()
        var (worlds, injected) = (0, 0)
        for number in 0..<1_500 {
            guard let situation = number % 5 == 0 ? .mixed : try Situation(using: &random) else { continue }
            worlds += 1
            let dice = Mutex(SeededRandom(seed: random.next()))
            let most = Int.random(in: 1...12, using: &random)
            let share = Int.random(in: 2...10, using: &random)
            let faults = Faults { _, injected in
                dice.withLock { dice in
                    guard injected < most, Int.random(in: 0..<share, using: &dice) == 0 else { return nil }
                    return Fault.allCases.randomElement(using: &dice)
                }
            }
            try await check(situation, faults, parallelism: worlds % 2 == 0 ? 1 : 4, "\(random.note), world \(worlds)", &damage)
            injected += faults.injected
        }
        print("law 4: \(worlds) worlds, \(injected) faults; \(damage)")
        #expect(worlds > 200 && injected > 1_000, "too little for the law to mean much")
        #expect(damage == Situation.Damage())
    }

    /// One run with faults, whose table must be true, and one without, which must leave nothing to do.
    private func check(
        _ situation: Situation, _ faults: Faults, parallelism: Int, _ note: String, _ damage: inout Situation.Damage
    ) async throws {
        let plan = try situation.plan()
        let watch = Watch(plan)
        let plane = watch.plane(situation.list, settling: 1)
        let outcome = await apply(
            plan, on: [situation.stack.place: InterceptedControlPlane(plane) { _ in faults.next() }],
            settings: ApplySettings(parallelism: parallelism), ticker: ManualClock().ticker, emit: { _ in })
        let audit = Audit(results: outcome.results, before: situation.list, after: await plane.loggers)
        #expect(audit.violations == [], "\(note)")
        #expect(outcome.results.count == plan.changes.count { $0.isPending || $0.isAwaited }, "an action is missing in the table: \(note)")
        if outcome.verdict == .complete {
            #expect(try situation.plan(await plane.loggers).hasChanges == false, "told complete, and is not: \(note)")
        }
        if let violation = try await situation.violationOfConvergence(on: plane) { Issue.record("\(violation): \(note)") }
        watch.look(await plane.loggers)
        #expect(watch.found == [], "without a healthy logger: \(note)")
        damage += try situation.damage(await plane.loggers)
    }
}
