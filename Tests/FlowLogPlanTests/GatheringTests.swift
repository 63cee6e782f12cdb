import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Several loggers of one key")
struct GatheringTests {
    let web = desired("web", previousKeys: ["a", "b"])

    private func gathered(_ logger: DesiredLogger, protects: Bool = false) -> [LiveLogger] {
        [
            live(1, like: desired("web", [.storageURL: web.fields[.storageURL]])),
            live(2, like: desired("a", [.name: .string("web"), .storageURL: web.fields[.storageURL]], preventDestroy: protects)),
        ]
    }

    @Test("what comes together by previous_keys counts as a delete, and is blocked if it is protected")
    func previousKeys() throws {
        let refused = try plan(stack([web], maxDeletes: .count(0)), gathered(web))
        #expect(refused.changes.map(row) == ["prod/web no-op", "prod/web?\(uuid(1002)) delete superseded by 03e9"])
        #expect(refused.refusal?.code == .maxDeletes)
        #expect(try plan(stack([web], maxDeletes: .count(1)), gathered(web)).refusal == nil)
        let protected = try plan(stack([web], maxDeletes: .count(9)), gathered(web, protects: true))
        #expect(protected.changes.last.map(row) == "prod/web?\(uuid(1002)) delete superseded by 03e9 blocked prevent-destroy")
    }

    @Test("so does one of the key's own that records another target, or whose mark does not end its description")
    func otherwise() throws {
        let kept = live(1, like: web)
        let elsewhere = live(2, like: desired("web", target: 2, preventDestroy: true))
        #expect(
            try plan(stack([web]), [kept, elsewhere]).changes.last.map(row)
                == "prod/web?\(uuid(1002)) delete superseded by 03e9 blocked prevent-destroy")
        let noted = live(2, like: web, createdAt: "2025").described("[flowlogctl:prod/web protected] keep this")
        #expect(try plan(stack([web]), [kept, noted]).changes.last?.blocked?.code == .preventDestroy)
        let clean = live(2, like: web, createdAt: "2025").described("keep this [flowlogctl:prod/web protected]")
        #expect(try plan(stack([web], maxDeletes: .count(0)), [kept, clean]).refusal == nil)
    }

    @Test("a saved plan refuses for the same deletes")
    func saved() throws {
        let noted = live(2, like: web, createdAt: "2025").described("[flowlogctl:prod/web] keep this")
        for list in [gathered(web), [live(1, like: web), noted]] {
            let result = try plan(stack([web], maxDeletes: .count(0)), list)
            let read = try SavedPlan(Array(PlanDocument(result, createdAt: "2026-01-01T00:00:00Z").text.utf8)).plan
            #expect(read.refusal == result.refusal && read.refusal?.code == .maxDeletes)
        }
    }

    @Test("where the manifest does not say which, an enabled one is kept before one that is switched off")
    func enabled() throws {
        let wanted = desired("web", ignoreChanges: [.adminStateUp])
        let capturing = live(1, like: wanted, [.filter: .string("DROP")], createdAt: "2025-01-01")
        let off = live(2, like: wanted, [.adminStateUp: .boolean(false)], createdAt: "2026-01-01")
        #expect(try plan(stack([wanted]), [capturing, off]).changes.first?.action.live?.id == capturing.id)
    }

    @Test("until the kept one has the desired status, the healthiest of the others stays for it, and the rest go for that one's sake")
    func standIn() throws {
        let wanted = desired("web", [.filter: .string("DROP")])
        let kept = live(1, like: wanted, status: .build)
        let old = [2, 3, 4].map { live($0, like: desired("web"), status: $0 == 3 ? .active : .error) }
        #expect(
            try plan(stack([wanted]), [kept] + old).changes.map(row) == [
                "prod/web no-op", "prod/web?\(uuid(1002)) delete superseded by 03eb", "prod/web?\(uuid(1003)) delete superseded by 03e9",
                "prod/web?\(uuid(1004)) delete superseded by 03eb",
            ])
        var ready = kept
        ready.status = .active
        #expect(try plan(stack([wanted]), [ready] + old).changes.dropFirst().allSatisfy { row($0).hasSuffix("by 03e9") })
    }

    @Test("marks of different owners block the logger for each of them")
    func ambiguous() throws {
        let both = live(1, like: web).described("[flowlogctl:prod/web] [flowlogctl:prod/gone]")
        #expect(
            try plan(stack([web], unmanaged: .delete), [both]).changes.map(row) == [
                "prod/gone delete notInManifest blocked ambiguous-mark", "prod/web no-op blocked ambiguous-mark",
            ])
        let shared = live(1, like: web).described("[flowlogctl:other/web] [flowlogctl:prod/web]")
        #expect(try plan(stack([web], name: "other"), [shared]).changes.first?.blocked?.code == .ambiguousMark)
        for purpose in [PlanOptions.Purpose.destroy, .release] {
            #expect(try plan(stack([web]), [shared], options: PlanOptions(purpose: purpose)).changes.first?.blocked?.code == .ambiguousMark)
        }
    }

    @Test("a note behind the mark is text: nothing is due for it, and the next update puts the mark last")
    func notes() throws {
        let noted = live(1, like: web).described("[flowlogctl:prod/web] by kim")
        #expect(try plan(stack([web]), [noted]).changes.map(row) == ["prod/web no-op"])
        let renamed = try plan(stack([desired("web", [.name: .string("new")])]), [noted]).changes
        #expect(renamed.first?.action.target?.markedDescription == "by kim [flowlogctl:prod/web]")
        let spoken = try plan(stack([desired("web", [.description: .string("mine")])]), [noted]).changes
        #expect(spoken.map(row) == ["prod/web update(description) inPlace"])
        #expect(spoken.first?.action.target?.markedDescription == "mine [flowlogctl:prod/web]")
        let released = try plan(stack([web]), [noted], options: PlanOptions(purpose: .release)).changes
        #expect(released.first?.action.target?.markedDescription == "by kim")
    }

    @Test("where the mark fits only where it stands, it stays there")
    func noRoom() throws {
        let full = live(1, like: web).described("[flowlogctl:prod/web]" + String(repeating: "x", count: 234))
        let change = try plan(stack([desired("web", [.name: .string("new")])]), [full]).changes.first
        #expect(change?.blocked == nil)
        #expect(change?.action.target?.markedDescription.hasPrefix("[flowlogctl:prod/web]x") == true)
        let protected = try plan(stack([desired("web", preventDestroy: true)]), [full]).changes.first
        #expect(protected?.blocked?.code == .descriptionTooLong)
    }

    @Test("a replace writes the wanted mark first, and there must be room for it")
    func replaceMark() throws {
        let there = live(1, like: desired("web", [.description: .string(String(repeating: "x", count: 230))]))
        let wanted = desired("web", [.description: .string("short"), .filter: .string("DROP")], preventDestroy: true)
        #expect(try plan(stack([wanted]), [there]).changes.first?.blocked?.code == .preventDestroy)
        let moved = desired("much-longer-key", [.description: .string("short"), .filter: .string("DROP")], previousKeys: ["web"])
        #expect(try plan(stack([moved]), [there]).changes.first?.blocked?.code == .descriptionTooLong)
    }
}
