import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials
import TestSupport
import Testing

@Suite("Law: the plans of all shards, shown as one, are the plan of one run")
struct JoinLawTests {
    @Test("in every format, but for what planning again needs")
    func join() async throws {
        var random = SeededRandom()
        print("law of joining: \(random.note)")
        for _ in 0..<25 {
            // Others have calls with time-outs.
            await Task.yield()
            let inputs = try Self.inputs(using: &random)
            let targets = ["a", "s1/b", "x:s2/c"].filter { _ in Int.random(in: 0...7, using: &random) == 0 }
            let options = PlanOptions(targets: targets.map(KeySelector.init))
            let whole = try Self.saved(inputs, options, createdAt: "2026-01-01T00:00:00Z")
            let count = Int.random(in: 1...5, using: &random)
            let shards = try (1...count).map { index in
                var options = options
                options.shard = Shard("\(index)/\(count)")
                return (name: "\(index).plan", saved: try Self.saved(inputs, options, createdAt: "2026-01-01T00:00:0\(index)Z"))
            }
            let joined = try JoinedPlan(shards.shuffled(using: &random))
            #expect(joined.createdAt == "2026-01-01T00:00:01Z" && joined.digest == whole.digest, "\(random.note)")
            for (shown, one) in zip(Self.formats(joined.plan, joined.digest), Self.formats(whole.plan, whole.digest)) {
                #expect(shown == one, "\(random.note)")
            }
            let document = PlanDocument(joined.plan, createdAt: whole.createdAt, isJoined: true).text
            let same = PlanDocument(whole.plan, createdAt: whole.createdAt).text
            #expect(try Self.members(document) == Self.members(same, without: ["desired", "options", "checksum"]), "\(random.note)")
        }
    }

    private static func formats(_ plan: Plan, _ digest: PlanDigest?) -> [String] {
        [
            PlanText(plan, style: .plain, digest: digest).text.string, PlanMarkdown(plan, label: "run", digest: digest).text().string,
            PlanAnnotations(plan).text.string, GitLabReport(plan).json, TerraformPlan(plan, createdAt: "2026-01-01T00:00:00Z").json,
        ]
    }

    private static func saved(_ inputs: [PlanInput], _ options: PlanOptions, createdAt: String) throws -> SavedPlan {
        try SavedPlan(Array(PlanDocument(makePlan(inputs, options: options), createdAt: createdAt).text.utf8))
    }

    private static func members(_ text: String, without names: Set<String> = []) throws -> [String: JSONValue] {
        try JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8)).filter { !names.contains($0.key) }
    }

    // MARK: what is planned

    /// A few stacks, some of them in several clouds and regions, some that share a place, some that cannot be read.
    private static func inputs(using random: inout SeededRandom) throws -> [PlanInput] {
        var inputs: [PlanInput] = []
        for cloud in ["x", "y", nil] {
            for region in ["KR1", "KR2"] {
                let names = ["s1", "s2", "s3", "s4", "s5"].filter { _ in Int.random(in: 0...2, using: &random) == 0 }
                var worlds = names.map { _ in RandomWorld(using: &random) }
                for index in worlds.indices { Self.place(&worlds[index], names[index], cloud, region, number: inputs.count + index) }
                let list = worlds.flatMap(\.list)
                let isDown = Int.random(in: 0...9, using: &random) == 0
                for world in worlds {
                    let live = try LiveState(
                        region: region, service: "https://api.example", projectID: ProjectID("project-\(cloud ?? "")"), list: list)
                    inputs.append(
                        PlanInput(world.stack, isDown ? .failure(StackFailure(.api, "connection refused")) : .success(live), world.answers))
                }
            }
        }
        return inputs
    }

    /// Makes a world the one of a stack in a place, with ids of its own.
    private static func place(_ world: inout RandomWorld, _ name: String, _ cloud: String?, _ region: String, number: Int) {
        world.stack.name = name
        world.stack.cloud = cloud
        world.stack.region = region
        if number.isMultiple(of: 3) { world.stack.maxDeletes = nil }
        // At most one stack of a place may.
        if number > 0 { world.stack.unmanaged = .report }
        for index in world.list.indices {
            world.list[index].id += "-\(cloud ?? "")-\(region)-\(number)"
            world.list[index].projectID = ProjectID("project-\(cloud ?? "")")
            if case .owned(let mark) = world.list[index].ownership, mark.stack == "prod" {
                world.list[index].ownership = .owned(OwnerMark(stack: name, key: mark.key, isProtected: mark.isProtected))
            }
        }
    }
}
