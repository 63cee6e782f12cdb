import FlowLogApply
import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Law: stacks that are split, joined or renamed delete nothing")
struct MoveLawTests {
    /// Stacks before, and what they are to be.
    private struct Reorganisation {
        /// Of each logger: its stack and key before, and after.
        struct Logger {
            let before: (stack: String, key: String)
            let after: (stack: String, key: String)
            let fields: LoggerFields
            let isProtected: Bool
        }

        let loggers: [Logger]
        /// What is applied, in this order; each run takes some of the stacks.
        let stacks: [DesiredStack]
        /// Old stacks that let go what moves, so that they may be applied before the new ones.
        let releasing: Set<String>

        init(using random: inout SeededRandom) {
            let old = ["a", "b", "c"]
            // `c` may be renamed to `d`; `e` is new.
            let isRenamed = Bool.random(using: &random)
            let new = isRenamed ? ["a", "b", "d", "e"] : ["a", "b", "c", "e"]
            let loggers = (0..<Int.random(in: 1...8, using: &random)).map { number in
                let like = desired("k\(number)", target: number)
                let stack = old.randomElement(using: &random) ?? "a"
                // Nothing can take the place of what was renamed under its old name.
                let goal =
                    Bool.random(using: &random)
                    ? (isRenamed && stack == "c" ? "d" : stack) : new.randomElement(using: &random) ?? "a"
                let key = Int.random(in: 0..<4, using: &random) == 0 ? "n\(number)" : like.key
                return Logger(
                    before: (stack, like.key), after: (goal, key), fields: like.fields,
                    isProtected: Int.random(in: 0..<5, using: &random) == 0)
            }
            var releasing: Set<String> = []
            for name in old where !(isRenamed && name == "c") && Bool.random(using: &random) { releasing.insert(name) }
            let letting = releasing
            self.releasing = letting
            self.loggers = loggers
            let moves = loggers.filter { $0.before != $0.after }
            stacks = new.map { name in
                let isHeir = isRenamed && name == "d"
                let own = loggers.filter { $0.after.stack == name }.map { logger in
                    // A new name stands for the old one's keys, unless they changed too.
                    let isInherited = isHeir && logger.before == ("c", logger.after.key)
                    let isMoved = logger.before != logger.after && !isInherited
                    let previous = PreviousKey(stack: logger.before.stack == name ? nil : logger.before.stack, key: logger.before.key)
                    return DesiredLogger(
                        key: logger.after.key, fields: logger.fields, preventDestroy: logger.isProtected,
                        previousKeys: isMoved ? [previous] : [])
                }
                let released = letting.contains(name) ? moves.filter { $0.before.stack == name && $0.after.stack != name } : []
                return stack(
                    own, name: name, previousStacks: isHeir ? ["c"] : [], released: released.map(\.before.key),
                    maxDeletes: .count(1000))
            }
        }

        var list: [LiveLogger] {
            loggers.enumerated().map { number, logger in
                let like = DesiredLogger(key: logger.before.key, fields: logger.fields, preventDestroy: logger.isProtected)
                return live(number, like: like, owner: logger.before.stack)
            }
        }

        /// The stacks that may be applied without the others: those that let go, and those that lose nothing.
        var independent: [DesiredStack] {
            stacks.filter { stack in
                releasing.contains(stack.name)
                    || !loggers.contains { $0.before.stack == stack.name && $0.after.stack != stack.name }
            }
        }
    }

    @Test("in any order, one by one or together, stopped anywhere: each logger ends with its one new owner")
    func reorganised() async throws {
        var random = SeededRandom()
        print("law of moves: \(random.note)")
        var (stops, moves) = (0, 0)
        for number in 0..<300 {
            let world = Reorganisation(using: &random)
            let plane = InMemoryControlPlane(world.list)
            let note = "\(random.note), world \(number)"
            for _ in 0..<4 {
                let some = world.independent.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
                let stopper = Stopper(
                    at: Int.random(in: 0..<12, using: &random), StopPoint.allCases.randomElement(using: &random) ?? .beforeAnswer)
                try await run(Array(some), on: plane, stopper, note)
                stops += stopper.isStopped ? 1 : 0
            }
            // The old stacks that only lost entries come with those that take them over.
            for _ in 0..<2 { try await run(world.stacks, on: plane, nil, note) }
            try await check(world, on: plane, note)
            moves += world.loggers.count { $0.before != $0.after }
        }
        #expect(stops > 50 && moves > 200, "too few stops or moves for the law to mean much")
    }

    @Test("in shards, one after the other in any order: the same")
    func sharded() async throws {
        var random = SeededRandom()
        print("law of moves in shards: \(random.note)")
        var between = 0
        for number in 0..<300 {
            let world = Reorganisation(using: &random)
            let plane = InMemoryControlPlane(world.list)
            let note = "\(random.note), world \(number)"
            let count = Int.random(in: 2...4, using: &random)
            let shards = (1...count).compactMap { Shard("\($0)/\(count)") }
            for shard in shards.shuffled(using: &random) + shards.shuffled(using: &random) {
                try await run(world.stacks, on: plane, nil, note, shard)
            }
            try await check(world, on: plane, note)
            between += world.loggers.count { logger in
                shards.contains { $0.contains(logger.before.stack) != $0.contains(logger.after.stack) }
            }
        }
        #expect(between > 200, "too few moves between shards for the law to mean much")
    }

    private func check(_ world: Reorganisation, on plane: InMemoryControlPlane, _ note: String) async throws {
        let after = await plane.loggers
        let owners = Dictionary(after.map { ($0.id, $0.marks.map(\.owner)) }, uniquingKeysWith: +)
        let wanted = Dictionary(
            uniqueKeysWithValues: zip(world.list, world.loggers).map { ($0.id, ["\($1.after.stack)/\($1.after.key)"]) })
        #expect(owners == wanted, "\(note)")
        let others = await plane.calls.filter { call in
            switch call {
            case .create, .delete: true
            default: false
            }
        }
        #expect(others.isEmpty, "\(note): \(others)")
        let again = try plan(world.stacks, await plane.list())
        #expect(!again.hasChanges, "\(note)")
    }

    private func plan(_ stacks: [DesiredStack], _ list: [LiveLogger], _ shard: Shard? = nil) throws -> Plan {
        let state = try LiveState(region: "KR1", projectID: "project", list: list)
        return makePlan(stacks.map { PlanInput($0, .success(state)) }, options: PlanOptions(allowEmpty: true, shard: shard))
    }

    private func run(
        _ stacks: [DesiredStack], on plane: InMemoryControlPlane, _ stopper: Stopper?, _ note: String, _ shard: Shard? = nil
    ) async throws {
        let plan = try plan(stacks, await plane.list(), shard)
        // A stack that comes before the one that lets go is in its way: people, or the next run, settle it.
        guard plan.refusal == nil, let place = stacks.first?.place else { return }
        let service = InterceptedControlPlane(plane) { _ in stopper?.next() ?? .answered }
        _ = await apply(
            plan, on: [place: service], settings: ApplySettings(parallelism: 4), ticker: ManualClock().ticker, emit: { _ in })
    }
}
