import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Claims: what a blocked key might own stays")
struct ClaimTests {
    let web = desired("web", target: 1)
    let pinned = desired("web", target: 1, pinnedID: uuid(9))
    let other = desired("other", target: 2)

    @Test("nothing that has the name of a key whose pin is not found is pruned, selected or not")
    func prune() throws {
        let list = [live(1, like: web, owner: nil), live(2, like: other, owner: nil)]
        for options in [PlanOptions(), PlanOptions(excludes: [KeySelector("web")])] {
            let result = try plan(stack([pinned], unmanaged: .delete), list, options: options)
            #expect(result.changes.map(row).last == "?\(uuid(1002)) delete unmanaged")
            #expect(result.changes.count == 2 && result.unmanaged.map(\.live.id) == [uuid(1001)])
        }
    }

    @Test("nor is it adopted by another key of the name")
    func adoption() throws {
        let second = desired("second", target: 3, [.name: .string("web")])
        let changes = try plan(stack([pinned, second]), [live(1, like: web, owner: nil)]).changes
        #expect(changes.map(row) == ["prod/second no-op blocked contested", "prod/web no-op blocked id-not-found"])
        let elsewhere = makePlan([
            PlanInput(
                stack([pinned]), .success(try LiveState(region: "KR1", projectID: "project", list: [live(1, like: web, owner: nil)]))),
            PlanInput(
                stack([web], name: "second"),
                .success(try LiveState(region: "KR1", projectID: "project", list: [live(1, like: web, owner: nil)]))),
        ])
        #expect(elsewhere.changes.map(row) == ["prod/web no-op blocked id-not-found", "second/web update(owner) adopt blocked contested"])
    }

    @Test("a logger that another key of the stack pins is not extra")
    func extra() throws {
        let there = live(1, like: desired("gone"))
        let changes = try plan(
            stack([desired("web", pinnedID: there.id)]), [there], options: PlanOptions(excludes: [KeySelector("web")])
        ).changes
        #expect(changes.map(row) == ["prod/gone no-op", "prod/web no-op"])
    }

    @Test("nor does another stack of the run delete what a key pins")
    func foreign() throws {
        let state = try LiveState(region: "KR1", projectID: "project", list: [live(1, like: desired("gone"), owner: "second")])
        let changes = makePlan(
            [
                PlanInput(stack([desired("web", pinnedID: uuid(1001))]), .success(state)),
                PlanInput(stack([], name: "second"), .success(state)),
            ], options: PlanOptions(excludes: [KeySelector("web")])
        ).changes
        #expect(changes.map(row) == ["prod/web no-op", "second/gone no-op"])
    }

    @Test("nor does that get in the way of the owner, while yet another stack takes over something else")
    func owner() throws {
        var unresolved = desired("web", [.resourceID: nil, .resourceType: nil])
        var resource = NamedResource()
        resource[.vpc] = "nowhere"
        unresolved.resource = resource
        let moving = desired("moving", target: 2, previousKeys: ["gone/moving"])
        let state = try LiveState(
            region: "KR1", projectID: "project",
            list: [live(1, like: web, owner: "second"), live(2, like: moving, owner: "gone")])
        let changes = makePlan(
            [
                PlanInput(stack([unresolved]), .success(state)), PlanInput(stack([web], name: "second"), .success(state)),
                PlanInput(stack([moving], name: "third"), .success(state)),
            ], options: PlanOptions(excludes: [KeySelector("prod/web")])
        ).changes
        #expect(changes.map(row) == ["prod/web no-op", "second/web no-op", "third/moving update(owner) move"])
    }

    @Test("a blocked key keeps what is superseded, whatever option selects it")
    func superseded() throws {
        let wanted = desired("web", [.filter: .string("DROP")], preventDestroy: true, previousKeys: ["old"])
        let list = [
            live(1, like: desired("web", preventDestroy: true), createdAt: "2026-03-01"), live(2, like: desired("old")),
        ]
        let result = try plan(stack([wanted]), list, options: PlanOptions(targets: [KeySelector("old")]))
        #expect(result.changes.map(row) == ["prod/web no-op", "prod/web?\(uuid(1002)) no-op"])
    }

    @Test("messages do not grow with what is live, and planning takes time in proportion to it")
    func many() throws {
        let keys = (0..<4_000).map { desired("k\($0)", [.name: .string("web")]) }
        let list = (0..<4_000).map { live($0, like: web, owner: nil) }
        let start = ContinuousClock.now
        let result = try plan(stack(keys), list)
        #expect(result.changes.allSatisfy { $0.blocked?.code == .ambiguousName })
        #expect(result.changes.first?.blocked?.message.hasSuffix("and 3990 more)") == true)
        #expect(PlanDocument(result, createdAt: "2026-01-01T00:00:00Z").text.utf8.count < 20_000_000)
        print("4,000 namesakes of 4,000 keys: \(ContinuousClock.now - start)")
        let contested = try plan(stack(keys), [list[0]]).changes
        #expect(contested.allSatisfy { $0.blocked?.code == .contested && ($0.blocked?.message.utf8.count ?? 0) < 300 })
    }
}
