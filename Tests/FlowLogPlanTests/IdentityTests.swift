import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Identity: which live logger is taken for which key")
struct IdentityTests {
    let web = desired("web", target: 1)

    // MARK: rule 1, marked

    @Test("a mark survives a rename by hand")
    func renamed() throws {
        let there = live(1, like: web, [.name: .string("by hand")])
        #expect(try plan(stack([web]), [there]).changes.map(row) == ["prod/web update(name) rename"])
    }

    @Test("a mark of a previous key moves to the key")
    func moved() throws {
        let wanted = desired("web", previousKeys: ["old"])
        let there = live(1, like: desired("old", [.name: .string("web"), .storageURL: wanted.fields[.storageURL]]))
        #expect(try plan(stack([wanted]), [there]).changes.map(row) == ["prod/web update(owner) move"])
    }

    @Test(
        "of several marked with one key, the best is kept and the others are superseded",
        arguments: [
            ("the one that fits", ["filter": "DROP"], LoggerStatus.active, "2026-03-01", LoggerStatus.error, "2026-01-01"),
            ("then the healthier", [:], .error, "2026-03-01", .build, "2026-01-01"),
            ("then the newest", [:], .active, "2026-01-01", .active, "2026-03-01"),
        ])
    func best(why: String, misfit: [String: String], worse: LoggerStatus, worseAge: String, better: LoggerStatus, betterAge: String) throws
    {
        let fields = Dictionary(
            uniqueKeysWithValues: misfit.compactMap { name, value in
                LoggerField(apiName: name).map { ($0, FieldValue?.some(.string(value))) }
            })
        let first = live(1, like: web, fields, status: worse, createdAt: worseAge)
        let second = live(2, like: web, status: better, createdAt: betterAge)
        let changes = try plan(stack([web]), [first, second]).changes
        #expect(changes.map(row) == ["prod/web no-op", "prod/web?\(first.id) delete superseded by 03ea"], "\(why)")
        #expect(changes.first?.action.live?.id == second.id)
    }

    @Test("of two that are alike in all that, the smaller id is kept")
    func smallerID() throws {
        let changes = try plan(stack([web]), [live(2, like: web), live(1, like: web)]).changes
        #expect(changes.first?.action.live?.id == uuid(1001))
    }

    // MARK: rules 2 and 3, adoption

    @Test("an unmarked logger of the name is adopted, and of that name alone")
    func named() throws {
        let changes = try plan(stack([web]), [live(1, like: web, owner: nil)]).changes
        #expect(changes.map(row) == ["prod/web update(owner) adopt"])
        let similar = live(1, like: desired("web", [.name: .string("we\u{301}b")]), owner: nil)
        let wanted = desired("web", [.name: .string("w\u{E9}b")])
        #expect(try plan(stack([wanted]), [similar]).changes.map(row) == ["prod/web create"])
    }

    @Test("a pinned unmarked logger is adopted whatever its name, and replaced if it must be")
    func pinned() throws {
        let other = live(1, like: desired("web", [.name: .string("hand-made"), .filter: .string("DROP")]), owner: nil)
        let wanted = desired("web", pinnedID: other.id)
        #expect(try plan(stack([wanted]), [other]).changes.map(row) == ["prod/web replace(name,filter,owner) cannotUpdate"])
    }

    @Test("a candidate beats a pin, which is then only a warning")
    func candidateBeatsPin() throws {
        let wanted = desired("web", pinnedID: uuid(1002))
        let result = try plan(stack([wanted]), [live(1, like: web), live(2, like: web, owner: nil)])
        #expect(result.changes.map(row) == ["prod/web no-op"])
        #expect(result.warnings.map(\.code) == [nil, .duplicateCapture])
        #expect(result.unmanaged.count == 1)
    }

    // MARK: what is blocked

    @Test("what cannot be decided is blocked, each with its code")
    func blocked() throws {
        let drop: [LoggerField: FieldValue?] = [.filter: .string("DROP")]
        let foreign = live(1, like: web, owner: "other")
        let twin = desired("twin", target: 3, [.name: .string("web")])
        let rows: [(DesiredStack, [LiveLogger], [String])] = [
            (
                stack([web]), [live(1, like: web, owner: nil, drop)],
                ["prod/web replace(filter,owner) cannotUpdate blocked adopt-would-replace"]
            ),
            (stack([web]), [live(1, like: web, owner: nil), live(2, like: web, owner: nil)], ["prod/web no-op blocked ambiguous-name"]),
            (stack([web]), [foreign], ["prod/web no-op blocked foreign-owner"]),
            (stack([desired("web", pinnedID: foreign.id)]), [foreign], ["prod/web no-op blocked foreign-owner"]),
            (stack([desired("web", pinnedID: uuid(99))]), [], ["prod/web no-op blocked id-not-found"]),
            (
                stack([web, twin]), [live(1, like: web, owner: nil)],
                ["prod/twin no-op blocked contested", "prod/web no-op blocked contested"]
            ),
        ]
        for (stack, list, expected) in rows { #expect(try plan(stack, list).changes.map(row) == expected) }
    }

    @Test("another stack's logger of the name with another target does not stand in the way")
    func otherTarget() throws {
        let foreign = live(1, like: desired("web", target: 8), owner: "other")
        #expect(try plan(stack([web]), [foreign]).changes.map(row) == ["prod/web create"])
    }

    @Test("a mark with unknown words blocks every change to its logger")
    func newer() throws {
        var kept = live(1, like: web)
        kept.ownership = .newer(OwnerMark(stack: "prod", key: "web"), words: "frozen")
        var extra = live(2, like: desired("gone"))
        extra.ownership = .newer(OwnerMark(stack: "prod", key: "gone"), words: "frozen")
        let changes = try plan(stack([web]), [kept, extra]).changes
        #expect(changes.map(row) == ["prod/gone delete notInManifest blocked newer-mark", "prod/web no-op blocked newer-mark"])
    }

    @Test("a damaged mark counts as none, and is warned about")
    func damaged() throws {
        var there = live(1, like: desired("stray", target: 5), owner: nil)
        there.ownership = .damaged
        let result = try plan(stack([web]), [there])
        #expect(result.unmanaged.count == 1)
        #expect(
            result.warnings.map(\.message) == [
                "the owner mark in the description of \(there.id) ('stray') is damaged: it counts as unmarked"
            ])
    }

    @Test("protection refuses replace and delete, but not superseded clean-up")
    func protected() throws {
        let protected = desired("web", preventDestroy: true)
        let changed = live(1, like: protected, [.filter: .string("DROP")])
        #expect(
            try plan(stack([protected]), [changed]).changes.map(row) == ["prod/web replace(filter) cannotUpdate blocked prevent-destroy"])
        #expect(
            try plan(stack([]), [live(1, like: protected)]).changes.map(row) == ["prod/web delete notInManifest blocked prevent-destroy"])
        let both = try plan(stack([protected]), [live(1, like: protected), live(2, like: protected)])
        #expect(both.changes.map(row) == ["prod/web no-op", "prod/web?\(uuid(1002)) delete superseded by 03e9"])
    }

    @Test("two stacks of one run cannot adopt one logger")
    func twoStacks() throws {
        let state = try LiveState(region: "KR1", projectID: "project", list: [live(1, like: web, owner: nil)])
        let changes = makePlan([PlanInput(stack([web]), .success(state)), PlanInput(stack([web], name: "second"), .success(state))]).changes
        #expect(changes.map(row) == ["prod/web update(owner) adopt blocked contested", "second/web update(owner) adopt blocked contested"])
    }

    @Test("a description that leaves no room for the mark is blocked")
    func long() throws {
        let there = live(1, like: web, owner: nil, [.description: .string(String(repeating: "웹", count: 250))])
        #expect(try plan(stack([web]), [there]).changes.map(row) == ["prod/web update(owner) adopt blocked description-too-long"])
        let replaced = desired("web", [.filter: .string("DROP"), .description: .string("short")], pinnedID: there.id)
        #expect(try plan(stack([replaced]), [there]).changes.first?.blocked?.code == .descriptionTooLong)
    }
}
