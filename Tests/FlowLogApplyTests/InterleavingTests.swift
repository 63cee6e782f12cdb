import FlowLogApply
import FlowLogModel
import FlowLogPlan
import Synchronization
import TestSupport
import Testing

/// Lets two runs make their calls in a given order: who is next may go on, the other one waits.
private actor TurnTaker {
    /// Who makes the next calls, one by one; after the last one, whoever comes.
    private var turns: [Int]
    private var finished: Set<Int> = []
    private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]

    init(_ turns: [Int]) { self.turns = turns }

    func wait(_ run: Int) async {
        skipFinished()
        guard let next = turns.first, next != run else {
            if !turns.isEmpty { turns.removeFirst() }
            return wake()
        }
        await withCheckedContinuation { waiting[run] = $0 }
    }

    func finish(_ run: Int) {
        finished.insert(run)
        wake()
    }

    private func wake() {
        skipFinished()
        if let next = turns.first {
            guard let continuation = waiting.removeValue(forKey: next) else { return }
            turns.removeFirst()
            continuation.resume()
        } else {
            for (_, continuation) in waiting { continuation.resume() }
            waiting = [:]
        }
    }

    private func skipFinished() {
        while let next = turns.first, finished.contains(next) { turns.removeFirst() }
    }
}

/// One run's view of a service that two runs use.
private struct TakingTurns: ControlPlane {
    let plane: InMemoryControlPlane
    let turns: TurnTaker
    let run: Int

    func list() async throws(ControlPlaneError) -> [LiveLogger] {
        await turns.wait(run)
        return try await plane.list()
    }
    func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger {
        await turns.wait(run)
        return try await plane.show(id)
    }
    func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? {
        await turns.wait(run)
        return try await plane.create(fields)
    }
    func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? {
        await turns.wait(run)
        return try await plane.edit(id, edit)
    }
    func delete(_ id: String) async throws(ControlPlaneError) {
        await turns.wait(run)
        try await plane.delete(id)
    }
}

@Suite("Law 5: two runs at once")
struct InterleavingTests {
    @Test("one run stopped at every request boundary while the other one runs whole, both ways")
    func everyBoundary() async throws {
        for (first, second, list) in Self.situations {
            for stop in 0..<40 {
                try await Self.check(
                    [first, second], list, turns: Array(repeating: 0, count: stop) + Array(repeating: 1, count: 100), "stop \(stop)")
                try await Self.check(
                    [first, second], list, turns: Array(repeating: 1, count: stop) + Array(repeating: 0, count: 100), "stop \(stop)")
            }
        }
    }

    @Test("random interleavings")
    func random() async throws {
        var random = SeededRandom()
        print("law 5: \(random.note)")
        for _ in 0..<1_500 {
            let (first, second, list) = Self.situations.randomElement(using: &random) ?? Self.situations[0]
            let turns = (0..<80).map { _ in Int.random(in: 0...1, using: &random) }
            try await Self.check([first, second], list, turns: turns, random.note)
        }
    }

    /// Two manifests of one stack, and what is live before.
    private static var situations: [(DesiredStack, DesiredStack, [LiveLogger])] {
        let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]
        let accept: [LoggerField: FieldValue?] = [.filter: .string("ACCEPT")]
        let all = desired("web")
        let old = live(1, like: all)
        return [
            (stack([desired("web", drop)]), stack([desired("web", accept)]), [old]),
            (stack([desired("web", drop)]), stack([all]), [old]),
            (stack([desired("web", drop)]), stack([all]), [old, live(2, like: all, drop, createdAt: "2026-03-01")]),
            (stack([desired("web", drop)]), stack([all]), []),
            (stack([desired("web", drop, replace: .deleteFirst)]), stack([all]), [old]),
            (stack([desired("web", drop, replace: .deleteFirst)]), stack([desired("web", accept)]), [old]),
            (stack([desired("web", [.name: .string("a")])]), stack([desired("web", drop), desired("db", target: 2)]), [old]),
            (stack([all]), stack([desired("web", drop)]), [live(1, like: all, owner: nil)]),
        ]
    }

    private static func check(_ stacks: [DesiredStack], _ list: [LiveLogger], turns: [Int], _ note: String) async throws {
        let plane = InMemoryControlPlane(list)
        let taker = TurnTaker(turns)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (run, stack) in stacks.enumerated() {
                group.addTask {
                    let turn = TakingTurns(plane: plane, turns: taker, run: run)
                    let state = try LiveState(region: "KR1", projectID: "project", list: try await turn.list())
                    let plan = makePlan([PlanInput(stack, .success(state))], options: PlanOptions(maxDeletes: .count(100)))
                    if plan.refusal == nil {
                        _ = await apply(
                            plan, on: [stack.place: turn], settings: ApplySettings(parallelism: 1, waitTimeout: .seconds(5)),
                            ticker: ManualClock().ticker, emit: { _ in })
                    }
                    await taker.finish(run)
                }
            }
            try await group.waitForAll()
        }
        let left = await plane.loggers
        let wanted = Set(stacks[0].loggers.map(\.key)).intersection(stacks[1].loggers.map(\.key))
        for key in wanted {
            let healthy = left.filter { $0.mark?.owner == "prod/\(key)" && !$0.isUnhealthy }
            #expect(!healthy.isEmpty, "nothing left of \(key): \(note), turns \(turns.prefix(40))")
        }
        let next = try await Run(stacks[1], on: plane, options: PlanOptions(maxDeletes: .count(100)))
        #expect(next.outcome.verdict == .complete, "\(next.states), \(note)")
        #expect(await plane.loggers.count { $0.mark?.stack == "prod" } == stacks[1].loggers.count)
    }
}
