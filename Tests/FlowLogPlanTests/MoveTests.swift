import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Moving between stacks")
struct MoveTests {
    private static func plan(_ stacks: [DesiredStack], _ list: [LiveLogger], options: PlanOptions = PlanOptions()) throws -> Plan {
        let state = try LiveState(region: "KR1", projectID: "project", list: list)
        return makePlan(stacks.map { PlanInput($0, .success(state)) }, options: options)
    }

    private static func rows(_ stacks: [DesiredStack], _ list: [LiveLogger], options: PlanOptions = PlanOptions()) throws -> [String] {
        try plan(stacks, list, options: options).changes.map(row)
    }

    private let web = desired("web", target: 1)
    private let database = desired("db", target: 2)

    // MARK: taking over

    @Test("a key takes over the logger of another stack that previous_keys names, and its old stack finds nothing")
    func split() throws {
        let list = [live(1, like: web), live(2, like: database)]
        let edge = stack([desired("web", target: 1, previousKeys: ["prod/web"])], name: "edge")
        #expect(try Self.rows([edge], list) == ["edge/web update(owner) move"])
        #expect(try Self.rows([edge, stack([database])], list) == ["edge/web update(owner) move", "prod/db no-op"])
        let there = [live(1, like: web, owner: "edge"), live(2, like: database)]
        #expect(try Self.rows([edge, stack([database])], there) == ["edge/web no-op", "prod/db no-op"])
        #expect(try Self.plan([stack([])], there).refusal?.code == .emptyManifest)
    }

    @Test("an emptied stack whose loggers another one of the run takes over needs no --allow-empty")
    func join() throws {
        let edge = stack([desired("web", target: 1, previousKeys: ["prod/web"])], name: "edge")
        let result = try Self.plan([edge, stack([])], [live(1, like: web)])
        #expect(result.changes.map(row) == ["edge/web update(owner) move"] && result.refusal == nil)
    }

    @Test("a stack that had another name takes over its keys and their previous ones")
    func rename() throws {
        let audit = stack([web, desired("db", target: 2, previousKeys: ["old"])], name: "audit", previousStacks: ["prod"])
        let old = live(2, like: desired("old", target: 2, [.name: .string("db"), .storageURL: database.fields[.storageURL]]))
        #expect(try Self.rows([audit], [live(1, like: web), old]) == ["audit/db update(owner) move", "audit/web update(owner) move"])
        let counts = try Self.plan([audit], [live(1, like: web), live(3, like: desired("x"), owner: "other")]).stacks.map(\.foreignCount)
        #expect(counts == [1])
    }

    @Test("another stack's mark does not count once the key has a logger of its own")
    func own() throws {
        let edge = stack([desired("web", target: 1, previousKeys: ["prod/web"])], name: "edge")
        let list = [live(1, like: web, owner: "edge"), live(2, like: web)]
        #expect(try Self.rows([edge], list) == ["edge/web no-op"])
        #expect(try Self.rows([edge, stack([])], list, options: PlanOptions(allowEmpty: true)).last == "prod/web delete notInManifest")
    }

    @Test("of several, the best is kept; the others stay, also if their own stack is in the run, and are warned about")
    func several() throws {
        let edge = stack([desired("web", target: 1, previousKeys: ["prod/web"])], name: "edge")
        let list = [live(1, like: web, status: .error), live(2, like: web)]
        let result = try Self.plan([edge, stack([])], list)
        #expect(result.changes.map(row) == ["edge/web update(owner) move"])
        #expect(result.changes.first?.action.live?.id == uuid(1002))
        #expect(result.warnings.first?.code == .leftBehind)
        #expect(result.warnings.first?.message.contains("prod/web (\(uuid(1001)))") == true)
    }

    @Test("a protected logger of another stack is moved and not replaced, even on request")
    func protected() throws {
        let theirs = desired("web", target: 1, [.filter: .string("DROP")], preventDestroy: true)
        let edge = stack([desired("web", target: 1, [.adminStateUp: .boolean(false)], previousKeys: ["prod/web"])], name: "edge")
        for options in [PlanOptions(), PlanOptions(replaces: [KeySelector("web")])] {
            let rows = try Self.rows([edge], [live(1, like: theirs)], options: options)
            #expect(rows == ["edge/web update(admin_state_up,owner,protected) move"])
        }
        let open = live(1, like: desired("web", target: 1, [.filter: .string("DROP")]))
        #expect(try Self.rows([edge], [open]) == ["edge/web replace(admin_state_up,filter,owner) cannotUpdate"])
    }

    @Test("whatever the run selects, the old stack does not delete what a key would take over")
    func unselected() throws {
        let edge = stack([desired("web", target: 1, previousKeys: ["prod/web"])], name: "edge")
        let rows = try Self.rows([edge, stack([])], [live(1, like: web)], options: PlanOptions(excludes: [KeySelector("edge/web")]))
        #expect(rows == ["edge/web no-op"])
    }

    @Test("two stacks that take over one logger by different entries of clouds.yaml contest it")
    func contested() throws {
        let state = try LiveState(region: "KR1", service: "https://a", projectID: "project", list: [live(1, like: web)])
        var takers = ["edge", "lab"].map { stack([desired("web", target: 1, previousKeys: ["prod/web"])], name: $0) }
        takers[1].cloud = "second"
        let result = makePlan(takers.map { PlanInput($0, .success(state)) })
        #expect(
            result.changes.map(row) == [
                "edge/web update(owner) move blocked contested", "lab/web update(owner) move blocked contested",
            ])
    }

    @Test("loggers that a previous name still marks and no key takes are warned about, and never deleted")
    func leftBehind() throws {
        let audit = stack([web], name: "audit", previousStacks: ["prod"])
        let list = [live(1, like: web), live(2, like: database)]
        let result = try Self.plan([audit], list)
        #expect(result.changes.map(row) == ["audit/web update(owner) move"])
        #expect(result.warnings.map(\.code) == [.leftBehind])
        #expect(result.warnings.first?.message.contains("prod/db (\(uuid(1002)))") == true)
        #expect(try Self.plan([audit, stack([database])], list).warnings == [], "the other team uses the name")
    }

    // MARK: letting go

    @Test("a released key takes the mark off, protected or not, counts in no limit, and is nothing once it is done")
    func released() throws {
        let letting = stack([web], released: ["db"], maxDeletes: .count(0))
        let shielded = desired("db", target: 2, preventDestroy: true)
        for theirs in [database, shielded] {
            let result = try Self.plan([letting], [live(1, like: web), live(2, like: theirs)])
            let difference = theirs.preventDestroy ? "owner,protected" : "owner"
            #expect(result.changes.map(row) == ["prod/db update(\(difference)) release", "prod/web no-op"])
            #expect(result.refusal == nil)
        }
        #expect(try Self.rows([letting], [live(1, like: web), live(2, like: database, owner: nil)]) == ["prod/web no-op"])
        #expect(try Self.plan([stack([], released: ["db"])], [live(2, like: database)]).refusal == nil, "no --allow-empty either")
    }

    @Test("a released key that is misspelt is warned of where the logger that was meant is deleted")
    func misspelt() throws {
        let list = [live(1, like: web), live(2, like: database)]
        let result = try Self.plan([stack([web], released: ["dbb"])], list)
        #expect(result.changes.map(row) == ["prod/db delete notInManifest", "prod/web no-op"])
        #expect(
            result.warnings.map(\.message)
                == ["prod releases 'dbb', which it does not own, and deletes 'db': correct 'released' if that was meant"])
        #expect(try Self.plan([stack([web], released: ["dbb"])], [live(1, like: web)]).warnings == [], "nothing is deleted")
        #expect(try Self.plan([stack([web], released: ["long-gone"])], list).warnings == [], "nothing is alike")
    }

    @Test("a release is not part of what a percentage is taken of")
    func base() throws {
        let list = [live(1, like: web), live(2, like: database), live(3, like: desired("gone", target: 3))]
        let letting = stack([web], released: ["db"], maxDeletes: .percent(50))
        #expect(try Self.plan([letting], list).refusal == nil)
        let two = stack([], released: ["db"], maxDeletes: .percent(50))
        #expect(try Self.plan([two], list, options: PlanOptions(allowEmpty: true)).refusal?.message.contains("deletes 2 of 2") == true)
    }

    @Test("an unselected release is a no-op, never extra")
    func unselectedRelease() throws {
        let letting = stack([web], released: ["db"])
        let list = [live(1, like: web), live(2, like: database)]
        let result = try Self.plan([letting], list, options: PlanOptions(targets: [KeySelector("web")]))
        #expect(result.changes.map(row) == ["prod/db no-op", "prod/web no-op"])
        #expect(!result.hasDrift(failsOnUnmanaged: false))
        #expect(try Self.rows([letting], list, options: PlanOptions(targets: [KeySelector("db")])).first == "prod/db update(owner) release")
    }

    @Test("a key is also let go under a name that the stack had before, unless that stack is in the run")
    func releasedOfPrevious() throws {
        let audit = stack([web], name: "audit", previousStacks: ["prod"], released: ["db"])
        let list = [live(1, like: web, owner: "audit"), live(2, like: database)]
        let result = try Self.plan([audit], list)
        #expect(result.changes.map(row) == ["audit/db update(owner) release", "audit/web no-op"])
        #expect(result.warnings == [] && result.stacks.map(\.foreignCount) == [0])
        #expect(try Self.rows([audit, stack([database])], list) == ["audit/web no-op", "prod/db no-op"])
    }

    @Test("what is let go is no logger of the manifest any more: neither wanted, nor unhealthy, nor waited for")
    func notWanted() throws {
        let letting = stack([web], released: ["db"])
        for status in [LoggerStatus.error, .build] {
            let plan = try Self.plan([letting], [live(1, like: web), live(2, like: database, status: status)])
            let summary = PlanSummary(plan)
            #expect(summary.update == 1 && summary.unhealthy == 0 && summary.inBuild == 0)
            #expect(plan.changes.filter(\.isWanted).map(\.address) == ["prod/web"])
        }
    }

    @Test("in one run, the move wins over the release")
    func moveWins() throws {
        let edge = stack([desired("db", target: 2, previousKeys: ["prod/db"])], name: "edge")
        let rows = try Self.rows([edge, stack([web], released: ["db"])], [live(1, like: web), live(2, like: database)])
        #expect(rows == ["edge/db update(owner) move", "prod/web no-op"])
    }

    @Test("a release is blocked while a stack of the region and project deletes what nobody owns")
    func wouldDelete() throws {
        let list = [live(1, like: web), live(2, like: database)]
        let pruner = stack([], name: "lab", unmanaged: .delete)
        let rows = try Self.rows([stack([web], released: ["db"]), pruner], list)
        #expect(rows == ["prod/db update(owner) release blocked release-would-delete", "prod/web no-op"])
    }

    @Test("destroy and release act on the stack's own marks; destroy releases what is released")
    func otherPurposes() throws {
        let audit = stack([web], name: "audit", previousStacks: ["prod"], released: ["db"])
        let list = [live(1, like: web), live(2, like: database), live(3, like: database, owner: "audit")]
        #expect(try Self.rows([audit], list, options: PlanOptions(purpose: .destroy)) == ["audit/db update(owner) release"])
        #expect(try Self.rows([audit], list, options: PlanOptions(purpose: .release)) == ["audit/db update(owner) release"])
        let own = list + [live(4, like: web, owner: "audit")]
        #expect(
            try Self.rows([audit], own, options: PlanOptions(purpose: .destroy)) == [
                "audit/db update(owner) release", "audit/web delete destroyed",
            ])
    }

    // MARK: hints, documents

    @Test("a delete whose key another stack of the run has, with the same target, names both ways to keep the logger")
    func hint() throws {
        let edge = stack([desired("web", target: 1, [.name: .string("edge-web")])], name: "edge")
        let result = try Self.plan([edge, stack([database])], [live(1, like: web), live(2, like: database)])
        #expect(result.changes.map(\.heir) == [nil, nil, .stack("edge")])
        let elsewhere = stack([desired("web", target: 7, [.name: .string("edge-web")])], name: "edge")
        #expect(
            try Self.plan([elsewhere, stack([database])], [live(1, like: web), live(2, like: database)]).changes.allSatisfy {
                $0.heir == nil
            })
    }

    @Test("a saved plan holds previous stacks and released keys, and is what was saved")
    func saved() throws {
        let edge = stack([desired("web", target: 1, previousKeys: ["prod/web"])], name: "edge", previousStacks: ["gone"])
        let lab = stack([desired("web", target: 4, [.name: .string("lab-web")])], name: "lab")
        let list = [live(1, like: web), live(2, like: database), live(3, like: desired("web", target: 4), owner: "third")]
        let plan = try Self.plan([edge, lab, stack([], released: ["db"]), stack([], name: "third")], list)
        let text = PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z").text
        let read = try SavedPlan(Array(text.utf8)).plan
        #expect(read.stacks.map(\.stack) == plan.stacks.map(\.stack))
        #expect(read.changes.map(row) == plan.changes.map(row))
        #expect(read.changes.map(\.heir) == plan.changes.map(\.heir))
        #expect(read.changes.contains { $0.heir == .stack("lab") })
        #expect(read.refusal == plan.refusal)
    }
}
