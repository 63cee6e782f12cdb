import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Law: all shards together plan what one run plans")
struct ShardLawTests {
    /// What runs of shards are compared by.
    private struct Parts {
        let stacks: [StackPlan]
        let unmanaged: [Plan.UnmanagedLogger]
        let warnings: Set<Plan.Warning>

        init(_ plan: Plan) {
            stacks = plan.stacks
            unmanaged = plan.unmanaged
            warnings = Self.ofOne(plan.warnings)
        }

        /// What a place shows is in each shard that acts there, or on the same project.
        init(joining plans: [Plan]) {
            func order(_ place: Place) -> [String] { [place.region ?? "", place.cloud ?? ""] }
            stacks = plans.flatMap(\.stacks).sorted {
                ([$0.stack.name] + order($0.stack.place)).lexicographicallyPrecedes([$1.stack.name] + order($1.stack.place))
            }
            var seen: Set<String> = []
            unmanaged = plans.flatMap(\.unmanaged).sorted {
                (order($0.place) + [$0.live.id]).lexicographicallyPrecedes(order($1.place) + [$1.live.id])
            }.filter { seen.insert($0.live.id).inserted }
            warnings = Self.ofOne(plans.flatMap(\.warnings))
        }

        /// Two loggers of which one names its resource are only seen by the run that plans both.
        private static func ofOne(_ warnings: [Plan.Warning]) -> Set<Plan.Warning> {
            Set(warnings).filter { $0.code != .duplicateCapture || $0.message.contains("('") }
        }
    }

    private static func shards(_ count: Int) throws -> [Shard] { try (1...count).map { try #require(Shard("\($0)/\(count)")) } }

    @Test("whatever stacks adopt, pin, prune, take over, let go or claim of each other, for any number of shards")
    func union() throws {
        var random = SeededRandom()
        print("law of shards: \(random.note)")
        var (deletes, moves, adoptions, contested, apart) = (0, 0, 0, 0, 0)
        for round in 0..<1_500 {
            let fleet = try RandomFleet(using: &random)
            let shards = try Self.shards(.random(in: 1...5, using: &random))
            let options = PlanOptions(
                targets: .random(using: &random) || .random(using: &random) ? [] : [KeySelector("a"), KeySelector("prod/b")],
                allowEmpty: true)
            let whole = makePlan(fleet.inputs, options: options)
            let plans = shards.map { shard in
                var options = options
                options.shard = shard
                return makePlan(Self.inView(of: shard, fleet.inputs).shuffled(using: &random), options: options)
            }
            let (joined, expected) = (Parts(joining: plans), Parts(whole))
            let note = "\(random.note), world \(round)"
            #expect(joined.stacks == expected.stacks, "\(note)")
            #expect(joined.unmanaged == expected.unmanaged && joined.warnings == expected.warnings, "\(note)")
            for change in whole.changes where change.isPending {
                switch change.action {
                case .delete(_, .unmanaged): deletes += 1
                case .update(_, _, _, .move): moves += 1
                case .update(_, _, _, .adopt): adoptions += 1
                default: continue
                }
            }
            contested += whole.changes.count { $0.blocked?.code == .contested }
            apart += plans.count { !$0.neighbours.isEmpty }
        }
        print("\(deletes) deletes, \(moves) moves, \(adoptions) adoptions, \(contested) contested, \(apart) shards with neighbours")
        #expect(deletes > 100 && moves > 100 && adoptions > 100 && contested > 100 && apart > 500, "too few for the law to mean much")
    }

    @Test("a shard without its neighbours would plan something else: the law can fail")
    func neighbours() throws {
        var random = SeededRandom()
        let differ = try (0..<300).count { _ in
            let fleet = try RandomFleet(using: &random)
            let plans = try Self.shards(3).map { shard in
                makePlan(fleet.inputs.filter { shard.contains($0.stack.name) }, options: PlanOptions(allowEmpty: true, shard: shard))
            }
            return Parts(joining: plans).stacks != makePlan(fleet.inputs, options: PlanOptions(allowEmpty: true)).stacks
        }
        #expect(differ > 20, "\(random.note)")
    }

    @Test("a saved plan of a shard, planned again from nothing but its file, is the same plan")
    func saved() throws {
        var random = SeededRandom()
        print("saved shards: \(random.note)")
        for round in 0..<300 {
            let fleet = try RandomFleet(using: &random)
            let shard = try #require(Self.shards(3).randomElement(using: &random))
            let inputs = Self.inView(of: shard, fleet.inputs)
            let plan = makePlan(inputs, options: PlanOptions(allowEmpty: true, shard: shard))
            guard plan.failures.isEmpty else { continue }
            let text = PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z").text
            let read = try SavedPlan(Array(text.utf8))
            #expect(PlanDocument(read.plan, createdAt: read.createdAt).text == text, "\(random.note), world \(round)")
            let live = Dictionary(inputs.map { ("\($0.stack.place) \($0.stack.name)", $0.live) }, uniquingKeysWith: { first, _ in first })
            let again = makePlan(
                (read.plan.stacks.map(\.stack) + read.neighbours).compactMap { stack in
                    live["\(stack.place) \(stack.name)"].map { PlanInput(stack, $0, fleet.answers) }
                }, options: read.plan.options)
            #expect(again.changes == plan.changes && again.unmanaged == plan.unmanaged, "\(random.note), world \(round)")
        }
    }

    @Test("the saved plans of all shards, joined, are the plan of one run, to the byte")
    func joined() throws {
        var random = SeededRandom()
        print("joined shards: \(random.note)")
        func document(_ plan: Plan) -> PlanDocument { PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z") }
        for round in 0..<20 {
            let fleet = try RandomFleet(using: &random)
            let files = try Self.shards(3).map { shard in
                let plan = makePlan(Self.inView(of: shard, fleet.inputs), options: PlanOptions(allowEmpty: true, shard: shard))
                return (name: "\(shard)", saved: try SavedPlan(Array(document(plan).text.utf8)))
            }
            let whole = document(makePlan(fleet.inputs, options: PlanOptions(allowEmpty: true)))
            let joined = try JoinedPlan(files.shuffled(using: &random))
            #expect(document(joined.plan).text == whole.text, "\(random.note), world \(round)")
            #expect(joined.digest == whole.digest, "\(random.note), world \(round)")
        }
    }

    /// The stacks of a shard, with those that may act on the same loggers, whether or not they could be read.
    private static func inView(of shard: Shard, _ inputs: [PlanInput]) -> [PlanInput] {
        let places = Set(inputs.filter { shard.contains($0.stack.name) }.map(\.stack.place))
        let states = Dictionary(
            inputs.compactMap { input in (try? input.live.get()).map { (input.stack.place, $0) } }, uniquingKeysWith: { first, _ in first })
        return inputs.filter { input in
            let other = input.stack.place
            return places.contains { place in
                guard place != other, let one = states[place], let two = states[other] else { return place == other }
                guard one.service == two.service else { return false }
                return one.projectID == nil || two.projectID == nil || one.projectID == two.projectID
            }
        }
    }
}
