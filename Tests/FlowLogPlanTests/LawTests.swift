import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Laws of planning")
struct LawTests {
    @Test("law 2: shuffled inputs give the same plan and the same bytes")
    func pure() async throws {
        var random = SeededRandom()
        print("law 2: \(random.note)")
        for round in 0..<2_000 {
            let world = RandomWorld(using: &random)
            var second = RandomWorld(using: &random)
            second.stack.name = "second"
            for index in second.list.indices { second.list[index].id = String(second.list[index].id.reversed()) }
            let network = RandomNetwork(using: &random)
            let expected = try Self.plan([world.stack, second.stack], world.list + second.list, network)
            let shuffled = [world.stack, second.stack].shuffled(using: &random).map { stack in
                var stack = stack
                stack.loggers.shuffle(using: &random)
                return stack
            }
            let actual = try Self.plan(shuffled, (world.list + second.list).shuffled(using: &random), network.shuffled(using: &random))
            #expect(actual.changes == expected.changes, "\(random.note)")
            #expect(actual.unmanaged == expected.unmanaged && actual.warnings == expected.warnings, "\(random.note)")
            guard round.isMultiple(of: 20) else { continue }
            #expect(Self.bytes(actual) == Self.bytes(expected), "\(random.note)")
        }
    }

    private static func plan(_ stacks: [DesiredStack], _ list: [LiveLogger], _ network: RandomNetwork) throws -> Plan {
        let state = try LiveState(region: "KR1", projectID: "project", list: list)
        let answers = resolve(stacks.flatMap(\.loggers).compactMap(\.resource), in: network.inventory)
        return makePlan(stacks.map { PlanInput($0, .success(state), answers) })
    }

    private static func bytes(_ plan: Plan) -> String { PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z").text }

    @Test("no two changes of a region have one address")
    func addresses() throws {
        var random = SeededRandom()
        print("addresses: \(random.note)")
        for _ in 0..<2_000 {
            let addresses = try RandomWorld(using: &random).plan().changes.map(\.address)
            #expect(Set(addresses).count == addresses.count, "\(random.note)")
        }
    }

    @Test("a plan never deletes or changes what the stack neither owns nor adopts")
    func ownership() throws {
        var random = SeededRandom()
        print("ownership: \(random.note)")
        for _ in 0..<2_000 {
            let world = RandomWorld(using: &random)
            for change in try world.plan().changes where change.isPending {
                guard let live = change.action.live else { continue }
                #expect(live.projectID == "project")
                switch change.action {
                case .delete(_, .unmanaged): #expect(live.mark == nil && world.stack.unmanaged == .delete)
                case .delete: #expect(live.mark?.stack == "prod")
                default: #expect(live.mark == nil || live.mark?.stack == "prod")
                }
            }
        }
    }

    @Test("nothing that a key claims or might claim is deleted or taken over by anything else, whatever is selected")
    func claims() throws {
        var random = SeededRandom()
        print("claims: \(random.note)")
        for _ in 0..<3_000 {
            var world = RandomWorld(using: &random)
            world.stack.unmanaged = .delete
            let whole = try world.plan()
            let blocked = Set(whole.changes.filter { $0.blocked != nil }.compactMap(\.key))
            let loggers = world.stack.loggers.filter { blocked.contains($0.key) }
            let keys = ["a", "b", "c", "d", "e", "f", "old1", "gone"].filter { _ in .random(using: &random) }.map(KeySelector.init)
            for options in [PlanOptions(), PlanOptions(targets: keys), PlanOptions(excludes: keys)] {
                for change in try world.plan(options: options).changes where change.isPending {
                    guard let live = change.action.live else { continue }
                    #expect(live.oddFields.isEmpty && live.marks.count < 2, "\(row(change)) \(random.note)")
                    for logger in loggers where logger.key != change.key && whole.isUnmatched(logger) {
                        let isDelete = if case .delete = change.action { true } else { false }
                        #expect(!isDelete || logger.pinnedID != live.id, "\(row(change)) \(random.note)")
                        let isPinned = world.stack.loggers.contains { $0.key == change.key && $0.pinnedID == live.id }
                        #expect(isPinned || live.mark != nil || logger.fields[.name] != live.fields[.name], "\(row(change)) \(random.note)")
                    }
                    if case .delete(_, .superseded) = change.action {
                        #expect(whole.changes.contains { $0.key == change.key && !$0.isDuplicate && $0.blocked == nil }, "\(random.note)")
                        #expect(change.isCleanUp || !live.isProtected, "\(row(change)) \(random.note)")
                    }
                }
            }
        }
    }
}

extension Plan {
    /// Whether a blocked key has no logger that is surely its own.
    fileprivate func isUnmatched(_ logger: DesiredLogger) -> Bool {
        changes.contains { $0.key == logger.key && !$0.isDuplicate && $0.action.live == nil }
    }
}
