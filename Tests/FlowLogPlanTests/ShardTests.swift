import FlowLogModel
import FlowLogPlan
import FoundationEssentials
import TestSupport
import Testing

@Suite("Shards: stacks of others have a say, and nothing is done for them")
struct ShardTests {
    private let web = desired("web")
    /// It has `prod`.
    private let first = Shard("1/2")
    /// It has `second`.
    private let last = Shard("2/2")

    private func plan(_ stacks: [DesiredStack], _ list: [LiveLogger], _ shard: Shard?) throws -> Plan {
        let state = try LiveState(region: "KR1", projectID: "project", list: list)
        return makePlan(stacks.map { PlanInput($0, .success(state)) }, options: PlanOptions(shard: shard))
    }

    private func saved(_ plan: Plan) -> [UInt8] { Array(PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z").text.utf8) }

    @Test("the stacks of these tests are in two shards")
    func names() {
        #expect(first?.contains("prod") == true && last?.contains("second") == true)
    }

    @Test("a shard has no plan, no change and no message of another shard's stacks")
    func onlyOwn() throws {
        let stacks = [stack([web]), stack([desired("db", pinnedID: uuid(9))], name: "second")]
        let plan = try plan(stacks, [], first)
        #expect(plan.stacks.map(\.stack.name) == ["prod"] && plan.changes.map(\.address) == ["prod/web"])
        #expect(plan.refusal == nil && plan.warnings.isEmpty)
        #expect(plan.neighbours.map(\.stack.name) == ["second"] && plan.neighbours.allSatisfy(\.changes.isEmpty))
    }

    @Test("what another shard's stack adopts or takes over is neither deleted nor unmanaged here")
    func claims() throws {
        let stray = live(1, like: web, owner: nil)
        let moving = live(2, like: desired("db", target: 2))
        let stacks = [
            stack([], unmanaged: .delete),
            stack([web, desired("db", target: 2, previousKeys: ["prod/db"])], name: "second"),
        ]
        let plan = try plan(stacks, [stray, moving], first)
        #expect(plan.changes.isEmpty && plan.unmanaged.isEmpty)
        #expect(try self.plan([stacks[0]], [stray, moving], nil).changes.count == 2)
    }

    @Test("a shard without stacks plans nothing and shows nothing of the places of others")
    func empty() throws {
        let plan = try plan([stack([web])], [live(1, like: web, owner: nil), live(2, like: web, owner: nil)], last)
        #expect(plan.stacks.isEmpty && plan.unmanaged.isEmpty && plan.warnings.isEmpty && !plan.hasChanges)
        let read = try SavedPlan(saved(plan))
        #expect(read.plan.shard == last && read.stacks.isEmpty && read.neighbours.map(\.name) == ["prod"])
    }

    @Test("a saved plan has its shard and the stacks that had a say, so that planning again gives the same; others have neither")
    func document() throws {
        let stray = live(1, like: web, owner: nil)
        let stacks = [stack([], unmanaged: .delete), stack([web], name: "second")]
        let plan = try plan(stacks, [stray], first)
        let read = try SavedPlan(saved(plan))
        #expect(read.plan.shard == first)
        #expect(saved(read.plan) == saved(plan))
        let again = try self.plan(read.stacks + read.neighbours, [stray], read.plan.shard)
        #expect(again.changes.isEmpty && again.unmanaged.isEmpty)
        // Without the neighbour, it would be deleted.
        #expect(try self.plan(read.stacks, [stray], read.plan.shard).changes.map(\.address) == ["?\(stray.id)"])
        let whole = String(decoding: saved(try self.plan(stacks, [stray], nil)), as: UTF8.self)
        #expect(!whole.contains("\"shard\"") && !whole.contains("neighbours"))
    }

    @Test("a file whose stacks are not those of its shard is refused")
    func forged() throws {
        let plan = try plan([stack([web]), stack([web], name: "second")], [], first)
        let text = PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z").text
        for (from, to) in [("1/2", "2/2"), ("1/2", "3/2"), ("\"second\"", "\"prod\"")] {
            let document = try JSONDecoder().decode(JSONValue.self, from: Data(text.replacing(from, with: to).utf8))
            let forged = try signed(document)
            let error = #expect(throws: SavedPlan.Invalid.self, "\(to)") { try SavedPlan(forged) }
            #expect(error?.message.contains("shard") == true, "\(String(describing: error))")
        }
    }
}
