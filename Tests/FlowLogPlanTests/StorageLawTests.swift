import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Laws of the check before a create")
struct StorageLawTests {
    /// A world whose loggers write to several containers, with what was found of them.
    private struct World {
        let world: RandomWorld
        let options: PlanOptions
        var facts: StorageFacts = [:]

        init(using random: inout SeededRandom) {
            var world = RandomWorld(using: &random)
            for index in world.stack.loggers.indices where .random(using: &random) {
                let container = Int.random(in: 0...3, using: &random)
                world.stack.loggers[index].fields[.storageURL] = .string("https://host.example/v1/AUTH_a/\(container)/x")
            }
            world.stack.storageWriter = StorageWriter("tenant:user")
            self.world = world
            options = PlanOptions(
                targets: .random(using: &random) ? [] : [KeySelector("a"), KeySelector("prod/b")],
                storageCheck: [nil, .on, .required].randomElement(using: &random) ?? nil)
            for container in containers {
                facts[container] = [.missing, Self.found("*:*"), Self.found("x:y"), Self.found(nil)].randomElement(using: &random)
            }
        }

        static func found(_ acl: String?) -> ContainerFinding { .found(writeACL: acl, url: "https://host.example/v1/AUTH_a/c") }

        var containers: [StorageContainer] {
            ["flowlog", "0", "1", "2", "3"].map { StorageContainer(origin: "https://host.example", tenant: "a", name: $0) }
        }

        func plan(_ facts: StorageFacts?) throws -> Plan {
            let state = try LiveState(region: "KR1", projectID: "project", list: world.list)
            return makePlan([PlanInput(world.stack, .success(state), world.answers, storage: facts)], options: options)
        }
    }

    private static func bytes(_ plan: Plan) -> String { PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z").text }

    private static func container(_ change: Change) -> StorageContainer? {
        (change.action.target?.fields[.storageURL]?.text).flatMap(StorageLocation.init)?.container
    }

    @Test func `where all that is asked for is there and can be written, the plan is that without the check`() throws {
        var random = SeededRandom()
        print("all writable: \(random.note)")
        for _ in 0..<1_000 {
            let world = World(using: &random)
            let unasked = try world.plan(nil)
            let asked = unasked.containersToCheck.values.reduce(into: Set()) { $0.formUnion($1) }
            let facts = StorageFacts(uniqueKeysWithValues: asked.map { ($0, World.found("*:*")) })
            #expect(try world.plan(facts) == unasked, "\(random.note)")
        }
    }

    @Test func `the order of what was found changes no byte`() throws {
        var random = SeededRandom()
        print("shuffled facts: \(random.note)")
        for _ in 0..<200 {
            let world = World(using: &random)
            let expected = try world.plan(world.facts)
            var shuffled = StorageFacts(minimumCapacity: 100)
            for (container, finding) in world.facts.shuffled(using: &random) { shuffled[container] = finding }
            let actual = try world.plan(shuffled)
            #expect(actual == expected && Self.bytes(actual) == Self.bytes(expected), "\(random.note)")
        }
    }

    @Test func `what is not known never looks as if it were missing, and never as if it were in order where that is required`() throws {
        var random = SeededRandom()
        print("unknown facts: \(random.note)")
        var (blocked, unknown) = (0, 0)
        for _ in 0..<1_000 {
            let world = World(using: &random)
            var dimmed = world.facts
            for container in world.containers where .random(using: &random) {
                dimmed[container] = .random(using: &random) ? nil : .unknown(StorageFailure(.unanswered, "503"))
            }
            let plan = try world.plan(dimmed)
            for change in plan.changes where change.blocked?.code == .containerMissing {
                #expect(Self.container(change).flatMap { dimmed[$0] } == .missing, "\(random.note)")
                blocked += 1
            }
            let undecided = plan.changes.filter { change in
                guard change.isPending, change.action.makesLogger, let container = Self.container(change) else { return false }
                if case .found(writeACL: .some, url: _)? = dimmed[container] { return false }
                return true
            }
            unknown += undecided.count
            #expect(undecided.isEmpty == !plan.warnings.contains { $0.code == .storageNotChecked }, "\(random.note)")
            if world.options.storageCheck == .required, !undecided.isEmpty { #expect(plan.refusal != nil, "\(random.note)") }
        }
        #expect(blocked > 100 && unknown > 100)
    }
}

extension Action {
    fileprivate var makesLogger: Bool {
        switch self {
        case .create, .replace: true
        case .noOp, .update, .delete: false
        }
    }
}
