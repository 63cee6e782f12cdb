import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Joining plans")
struct JoinTests {
    let web = desired("web")

    private func file(
        _ name: String, _ stacks: [DesiredStack], _ list: [LiveLogger] = [], shard: String? = nil,
        createdAt: String = "2026-01-01T00:00:00Z"
    ) throws -> JoinedPlan.File {
        let inputs = try stacks.map { stack in
            PlanInput(stack, .success(try LiveState(region: stack.region, projectID: "project", list: list)))
        }
        let plan = makePlan(inputs, options: PlanOptions(shard: shard.flatMap(Shard.init)))
        return (name, try SavedPlan(Array(PlanDocument(plan, createdAt: createdAt).text.utf8)))
    }

    private func mismatch(_ files: JoinedPlan.File...) -> String? {
        do throws(JoinedPlan.Mismatch) { _ = try JoinedPlan(files) } catch { return error.message }
        return nil
    }

    @Test("plans of several runs are one, in the order of one run; it is as old as the oldest")
    func joined() throws {
        let second = try file("b", [stack([web], name: "second")], createdAt: "2026-01-02T00:00:00Z")
        let joined = try JoinedPlan([second, try file("a", [stack([web])])])
        #expect(joined.plan.changes.map(row) == ["prod/web create", "second/web create"])
        #expect(joined.createdAt == "2026-01-01T00:00:00Z")
        #expect(joined.digest == (try file("c", [stack([web]), stack([web], name: "second")])).saved.digest)
    }

    @Test("a stack in two files is an error that names it and both, another region or cloud is another stack")
    func twice() throws {
        var elsewhere = stack([web])
        elsewhere.region = "KR2"
        var cloud = stack([web])
        cloud.cloud = "b"
        #expect(
            mismatch(try file("a", [stack([web])]), try file("b", [elsewhere]), try file("c", [stack([])]))
                == "stack 'prod' (KR1) is both in a and in c")
        #expect(mismatch(try file("a", [cloud]), try file("b", [cloud])) == "stack 'prod' (KR1) of cloud 'b' is both in a and in b")
        let joined = try JoinedPlan([try file("a", [stack([web])]), try file("b", [elsewhere]), try file("c", [cloud])])
        #expect(joined.plan.changes.map(\.name) == [":prod/web", "b:prod/web", "prod/web"])
    }

    @Test("what nobody owns comes once, and not at all where another file's stack takes it")
    func unmanaged() throws {
        let list = [live(1, like: web, owner: nil), live(2, like: desired("stray", target: 7), owner: nil)]
        let first = try file("a", [stack([web])], list)
        let second = try file("b", [stack([], name: "second")], list)
        #expect(second.saved.plan.unmanaged.count == 2)
        #expect(try JoinedPlan([second, first]).plan.unmanaged.map(\.live.id) == [uuid(1002)])
    }

    @Test("shards are all those of one run, each once")
    func shards() throws {
        let one = try file("a", [stack([web])], shard: "1/2")
        let two = try file("b", [stack([web], name: "second")], shard: "2/2")
        #expect(mismatch(one, two) == nil)
        #expect(try JoinedPlan([one, two]).plan.shard == nil)
        #expect(mismatch(one, one) == "both a and a are of shard 1/2")
        #expect(mismatch(one, try file("c", [], shard: "3/3")) == "a is of shard 1/2, and c of shard 3/3: they are not of one run")
        #expect(mismatch(one, try file("c", [stack([web], name: "third")])) == "a is of shard 1/2, and c of no shard: show them separately")
        #expect(
            mismatch(try file("c", [], shard: "1/3"), try file("d", [], shard: "3/3"))
                == "of the shards of this run, 2/3 is missing: name the files of all, or of one")
        let many = "9223372036854775807"
        #expect(
            mismatch(try file("c", [], shard: "1/\(many)"), try file("d", [], shard: "3/\(many)"))?
                .contains("12/\(many) and 9223372036854775795 more are missing") == true)
    }

    @Test("a hint names a stack of another file as it does a stack of the run")
    func hints() throws {
        let left = try file("a", [stack([])], [live(1, like: web)])
        let taken = try file("b", [stack([web], name: "second")], [live(1, like: web)])
        #expect(left.saved.plan.changes.map(\.heir) == [nil])
        #expect(try JoinedPlan([left, taken]).plan.changes.map(\.heir) == [.stack("second"), nil])
    }
}
