import FlowLogModel
import FlowLogPlan
import FoundationEssentials
import TestSupport
import Testing

@Suite("Saved plans")
struct SavedPlanTests {
    let web = desired("web")
    let createdAt = "2026-01-01T00:00:00Z"

    private func bytes(_ plan: Plan) -> [UInt8] { Array(PlanDocument(plan, createdAt: createdAt).text.utf8) }

    @Test("what is read back is what was saved, whatever the plan")
    func roundTrip() throws {
        var random = SeededRandom()
        print("saved plans: \(random.note)")
        for _ in 0..<150 {
            var world = RandomWorld(using: &random)
            if .random(using: &random) { world.stack.storageWriter = StorageWriter("tenant:user") }
            let options = PlanOptions(
                targets: .random(using: &random) ? [] : [KeySelector("a"), KeySelector("prod/b")], maxDeletes: .percent(50),
                allowEmpty: true, storageCheck: ([nil] + StorageCheck.allCases).randomElement(using: &random) ?? nil)
            let saved = bytes(try world.plan(options: options))
            let read = try SavedPlan(saved)
            #expect(String(decoding: bytes(read.plan), as: UTF8.self) == String(decoding: saved, as: UTF8.self), "\(random.note)")
            #expect(read.createdAt == createdAt)
            #expect(read.plan.options.storageCheck == options.storageCheck, "\(random.note)")
            #expect(read.stacks.map(\.storageWriter) == [world.stack.storageWriter], "\(random.note)")
        }
    }

    @Test func `a file that says nothing of the storage is read, and one with a word that means nothing is not`() throws {
        var wanted = stack([web])
        wanted.storageWriter = StorageWriter("tenant:user")
        let text = String(decoding: bytes(try plan(wanted, [], options: PlanOptions(storageCheck: .required))), as: UTF8.self)
        func read(_ old: String, _ new: String) throws -> SavedPlan {
            let changed = text.replacing(old, with: new)
            #expect(changed != text)
            return try SavedPlan(try signed(try JSONDecoder().decode(JSONValue.self, from: Data(changed.utf8))))
        }
        #expect(try read(",\"storage\":{\"writer\":\"tenant:user\"}", "").stacks.map(\.storageWriter) == [nil])
        #expect(try read("\"check_storage\":\"required\",", "").plan.options.storageCheck == nil)
        #expect(throws: SavedPlan.Invalid.self) { try read("\"check_storage\":\"required\"", "\"check_storage\":\"maybe\"") }
        #expect(throws: SavedPlan.Invalid.self) { try read("tenant:user", "*:*") }
    }

    @Test func `a saved create whose container is missing now is stale`() throws {
        var wanted = stack([web])
        wanted.storageWriter = StorageWriter("tenant:user")
        let saved = try SavedPlan(bytes(try plan(wanted, [])))
        let state = try LiveState(region: "KR1", projectID: "project", list: [])
        let container = StorageContainer(origin: "https://host.example", tenant: "a", name: "flowlog")
        let now = makePlan(saved.stacks.map { PlanInput($0, .success(state), storage: [container: .missing]) }, options: saved.plan.options)
        #expect(
            Staleness(of: saved.plan, comparedWith: now).moved.map(\.what) == [
                ["there was something to do (create), and now it is blocked (container-missing)"]
            ])
    }

    @Test("a file that was cut short, edited, or is of another major version or not a plan at all is refused with the reason")
    func invalid() throws {
        let whole = String(decoding: bytes(try plan(stack([web]), [])), as: UTF8.self)
        let rows: [(String, String)] = [
            (String(whole.dropLast(20)), "cut short"), ("", "cut short"), ("[]", "not a JSON object"), ("{}", "not a plan"),
            (whole.replacing("\"filter\":\"ALL\"", with: "\"filter\":\"DROP\""), "edited"),
            (whole.replacing("\"format_version\":\"1.1\"", with: "\"format_version\":\"2.0\""), "plan again"),
            (whole.replacing("\"format_version\":\"1.1\"", with: "\"format_version\":\"1.7\""), "edited"),
        ]
        for (text, reason) in rows {
            let error = #expect(throws: SavedPlan.Invalid.self) { try SavedPlan(Array(text.utf8)) }
            #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
        }
    }

    @Test("a key that stands twice in one object is refused at every level, however it is written")
    func twice() throws {
        let whole = String(decoding: bytes(try plan(stack([web]), [])), as: UTF8.self)
        let copies = [
            whole.replacing("{\"checksum\"", with: "{\"resource_changes\":[],\"checksum\""),
            whole.replacing("\"filter\":\"ALL\"", with: "\"filter\":\"ALL\",\"filter\":\"ALL\""),
            whole.replacing("\"unmanaged\":[]", with: "\"unmanaged\":[],\"unman\\u0061ged\":[]"),
        ]
        for copy in copies {
            #expect(copy != whole)
            let error = #expect(throws: SavedPlan.Invalid.self) { try SavedPlan(Array(copy.utf8)) }
            #expect(error?.message.contains("stands twice") == true, "\(String(describing: error))")
        }
        let colons = desired("web", [.description: .string(#"a: "b": \: \""#)])
        _ = try SavedPlan(bytes(try plan(stack([colons]), [])))
    }

    @Test("white space does not count as an edit, and the project of the plan guards the run")
    func reformatted() throws {
        let whole = String(decoding: bytes(try plan(stack([web]), [])), as: UTF8.self)
        let read = try SavedPlan(Array(whole.replacing(",\"desired\"", with: ",\n  \"desired\"").utf8))
        #expect(read.stacks.map(\.projectID) == ["project"])
    }

    // MARK: staleness

    private func staleness(_ before: [LiveLogger], _ now: [LiveLogger], _ stack: DesiredStack? = nil) throws -> Staleness {
        let stack = stack ?? TestSupport.stack([desired("web", [.description: .string("new")])])
        let saved = try SavedPlan(bytes(try plan(stack, before)))
        return Staleness(of: saved.plan, comparedWith: try plan(stack, now))
    }

    @Test("nothing moved: nothing is stale")
    func fresh() throws {
        let there = live(1, like: web)
        var inBuild = there
        inBuild.status = .build
        #expect(try staleness([there], [inBuild]).moved.isEmpty)
    }

    @Test("an action that is due no longer, on another logger, or from another value is stale, and named")
    func stale() throws {
        let there = live(1, like: web)
        let done = live(1, like: web, [.description: .string("new")])
        #expect(try staleness([there], [done]).moved.map(\.name) == ["prod/web"])
        let renamed = live(1, like: web, [.name: .string("by hand")])
        #expect(try staleness([there], [renamed]).moved.map(\.what) == [["name was \"web\" and is \"by hand\""]])
        let replaced = live(1, like: web, [.filter: .string("DROP")])
        #expect(try staleness([there], [replaced]).moved.first?.what.first == "the action was update and is create, delete")
        let other = live(2, like: web)
        #expect(try staleness([there], [other]).moved.first?.what == ["the logger was \(there.id) and is \(other.id)"])
        #expect(try staleness([], [there]).moved.first?.what.first == "the action was create and is update")
    }

    @Test("what is new since is reported and not among the reviewed changes")
    func new() throws {
        let stack = TestSupport.stack([desired("web", [.description: .string("new")]), desired("db", target: 2)])
        let before = [live(1, like: web), live(2, like: desired("db", target: 2))]
        let now = [live(1, like: web)]
        let result = try staleness(before, now, stack)
        #expect(result.moved.isEmpty)
        #expect(result.new.map(\.name) == ["prod/db"])
        var options = PlanOptions()
        options.only = try plan(stack, before).reviewed
        #expect(try plan(stack, now, options: options).changes.map(row) == ["prod/db no-op", "prod/web update(description) inPlace"])
    }

    @Test("a blocked change of the file that is blocked no longer is stale, not run unreviewed")
    func unblocked() throws {
        let protected = live(1, like: desired("a", preventDestroy: true))
        let other = live(2, like: desired("b", target: 2))
        let stack = TestSupport.stack([desired("b", target: 2, [.description: .string("new")])])
        let result = try staleness([protected, other], [live(1, like: desired("a")), other], stack)
        #expect(
            result.moved.map(\.name) == ["prod/a"]
                && result.moved.first?.what == ["it was blocked (prevent-destroy) and no longer is"])
        #expect(try staleness([protected, other], [protected, other], stack).moved.isEmpty)
    }

    @Test("a change that is blocked only since is reported, and one that was reviewed and is blocked now is stale")
    func newlyBlocked() throws {
        let stack = TestSupport.stack([desired("web", [.description: .string("new")]), desired("db", target: 2)])
        let before = [live(1, like: web), live(2, like: desired("db", target: 2))]
        var frozen = before
        frozen[1].ownership = .newer(OwnerMark(stack: "prod", key: "db"), words: "frozen")
        #expect(try staleness(before, frozen, stack).new.map(\.name) == ["prod/db"])
        frozen = before
        frozen[0].ownership = .newer(OwnerMark(stack: "prod", key: "web"), words: "frozen")
        #expect(
            try staleness(before, frozen, stack).moved.map(\.what) == [
                ["there was something to do (update), and now it is blocked (newer-mark)"]
            ])
    }

    @Test("fields that the manifest ignores or does not speak of make nothing stale")
    func unspokenFields() throws {
        let ignoring = desired("web", [.name: .string("new")], ignoreChanges: [.filter])
        let now = live(1, like: web, [.description: .string("by hand"), .filter: .string("DROP")])
        #expect(try staleness([live(1, like: web)], [now], TestSupport.stack([ignoring])).moved.isEmpty)
    }

    @Test("a plan in which a stack could not be planned is read with its error, and is none to apply")
    func failedStack() throws {
        let failed = makePlan([PlanInput(stack([web]), .failure(StackFailure(.api, "down")))])
        let saved = try SavedPlan(bytes(failed))
        #expect(saved.plan == failed)
        let error = #expect(throws: SavedPlan.Invalid.self) { try saved.checkComplete() }
        #expect(error?.message.contains("could not be planned") == true)
    }

    @Test("every stack's refusal is read back as its own")
    func refusals() throws {
        let state = try LiveState(region: "KR1", projectID: "project", list: [live(1, like: web), live(2, like: web, owner: "third")])
        let plan = makePlan([
            PlanInput(stack([desired("x", pinnedID: uuid(9))]), .success(state)), PlanInput(stack([], name: "third"), .success(state)),
        ])
        #expect(plan.stacks.map(\.refusal?.code) == [.blocked, .emptyManifest])
        #expect(try SavedPlan(bytes(plan)).plan.stacks.map(\.refusal) == plan.stacks.map(\.refusal))
    }

    @Test("loggers in ERROR show in a run of a saved plan too, although only its changes are made")
    func health() throws {
        let stack = TestSupport.stack([desired("web", [.description: .string("new")]), desired("db", target: 2)])
        let list = [live(1, like: web), live(2, like: desired("db", target: 2), status: .error)]
        var options = PlanOptions()
        options.only = try plan(stack, list).reviewed
        #expect(PlanSummary(try plan(stack, list, options: options)).unhealthy == 1)
    }

    @Test("a blocked change of the file goes on refusing")
    func blocked() throws {
        let stack = TestSupport.stack([desired("web", pinnedID: uuid(9)), desired("db", target: 2)])
        var options = PlanOptions()
        options.only = try plan(stack, []).reviewed
        #expect(try plan(stack, [], options: options).refusal?.code == .blocked)
    }

    // MARK: destroy and release

    @Test("destroy deletes what the stack owns and nothing else, without a limit, unless it is protected")
    func destroy() throws {
        let all = [live(1, like: web), live(2, like: desired("gone")), live(3, like: web, owner: "other"), live(4, like: web, owner: nil)]
        let result = try plan(stack([web], unmanaged: .delete, maxDeletes: .count(0)), all, options: PlanOptions(purpose: .destroy))
        #expect(result.changes.map(row) == ["prod/gone delete destroyed", "prod/web delete destroyed"])
        #expect(result.refusal == nil)
        let protected = desired("web", preventDestroy: true)
        for (wanted, there) in [(protected, live(1, like: web)), (web, live(1, like: protected))] {
            let refused = try plan(stack([wanted]), [there], options: PlanOptions(purpose: .destroy))
            #expect(refused.changes.map(row) == ["prod/web delete destroyed blocked prevent-destroy"])
            #expect(refused.refusal?.code == .blocked)
        }
    }

    @Test("destroy and release count as unmanaged what no stack owns, whatever the manifest would adopt or prune")
    func unmanagedCount() throws {
        for purpose in [PlanOptions.Purpose.destroy, .release] {
            let list = [live(1, like: web, owner: nil), live(2, like: desired("stray", target: 3), owner: nil)]
            let result = try plan(stack([web], unmanaged: .delete), list, options: PlanOptions(purpose: purpose))
            #expect(result.unmanaged.count == 2 && result.changes.isEmpty)
        }
    }

    @Test("a key of the manifest that owns nothing is no unknown key, and a key in a mark selects its logger")
    func selectors() throws {
        let nothing = try plan(stack([web]), [], options: PlanOptions(purpose: .release, targets: [KeySelector("web")]))
        #expect(unmatched(nothing).isEmpty)
        let moved = [live(1, like: desired("old"))]
        let options = PlanOptions(targets: [KeySelector("old")])
        let result = try plan(stack([desired("web", previousKeys: ["old"])]), moved, options: options)
        #expect(unmatched(result).isEmpty && result.changes.first?.isPending == true)
        let contradicted = PlanOptions(targets: [KeySelector("db")], replaces: [KeySelector("web")])
        #expect(
            try plan(stack([web, desired("db", target: 2)]), [live(1, like: web)], options: contradicted).contradictedReplaces.count == 1)
    }

    @Test("release takes the marks off and leaves all else")
    func release() throws {
        let there = live(1, like: web, [.description: .string("text"), .filter: .string("DROP")])
        let options = PlanOptions(purpose: .release, targets: [KeySelector("web")])
        let result = try plan(stack([web]), [there, live(2, like: desired("gone"))], options: options)
        #expect(result.changes.map(row) == ["prod/gone no-op", "prod/web update(owner) release"])
        #expect(result.changes.last?.action.target?.markedDescription == "text")
        #expect(result.refusal == nil)
    }
}
