import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Loggers that the service does not list as documented")
struct OddLoggerTests {
    let web = desired("web")

    @Test("those of others are shown, and stop nothing", arguments: ["name", "filter", "status", "project_id", "description"])
    func others(field: String) throws {
        let theirs = live(2, like: desired("theirs", target: 2), owner: nil).lacking(field)
        let foreign = live(3, like: desired("foreign", target: 3), owner: "other").lacking(field)
        let result = try plan(stack([web], unmanaged: .delete), [live(1, like: web), theirs, foreign])
        #expect(result.changes.map(row) == ["prod/web no-op"])
        #expect(result.unmanaged.map(\.live.id) == [theirs.id])
        #expect(result.stacks.first?.foreignCount == 1)
        let saved = PlanDocument(result, createdAt: "2026-01-01T00:00:00Z").text
        #expect(try PlanDocument(SavedPlan(Array(saved.utf8)).plan, createdAt: "2026-01-01T00:00:00Z").text == saved)
    }

    @Test("one of ours is blocked if what it lacks counts, with its id and the field, and never takes part in a write")
    func ours() throws {
        let there = live(1, like: web)
        for field in ["filter", "name", "status"] {
            let change = try plan(stack([web]), [there.lacking(field)]).changes.first
            #expect(change.map(row) == "prod/web no-op blocked unreadable-fields")
            #expect(change?.blocked?.message.contains("\(there.id) '\(field)' should be a string, is null") == true)
            #expect(change?.driftState == .blocked)
        }
        let ignoring = desired("web", ignoreChanges: [.filter])
        #expect(try plan(stack([ignoring]), [there.lacking("filter")]).changes.map(row) == ["prod/web no-op"])
        let renamed = desired("web", [.name: .string("new")], ignoreChanges: [.filter])
        #expect(try plan(stack([renamed]), [there.lacking("filter")]).changes.map(row) == ["prod/web no-op blocked unreadable-fields"])
    }

    @Test("it is neither adopted, nor pruned, nor removed as superseded or extra")
    func untouched() throws {
        let namesake = live(1, like: web, owner: nil).lacking("filter")
        #expect(try plan(stack([web], unmanaged: .delete), [namesake]).changes.map(row) == ["prod/web no-op blocked unreadable-fields"])
        let extra = live(1, like: desired("gone")).lacking("filter")
        #expect(try plan(stack([]), [extra]).changes.map(row) == ["prod/gone delete notInManifest blocked unreadable-fields"])
        let double = try plan(stack([web]), [live(1, like: web), live(2, like: web).lacking("filter")]).changes
        #expect(double.map(row) == ["prod/web no-op", "prod/web?\(uuid(1002)) delete superseded by 03e9 blocked unreadable-fields"])
    }

    @Test("what is not known of a target is not the same target")
    func target() {
        #expect(!LoggerFields().hasSameTarget(as: LoggerFields()))
    }
}

@Suite("Twins: live loggers that record the same rows")
struct TwinTests {
    let web = desired("web")

    private func warnings(_ loggers: [DesiredLogger], _ list: [LiveLogger], options: PlanOptions = PlanOptions()) throws -> [String] {
        try plan(stack(loggers), list, options: options).warnings.filter { $0.code == .duplicateCapture }.map(\.message)
    }

    private func twin(_ number: Int, owner: String? = nil, _ fields: [LoggerField: FieldValue?] = [:]) -> LiveLogger {
        live(number, like: web, owner: owner, [.name: .string("by hand")].merging(fields) { $1 })
    }

    @Test("one that nobody owns is mentioned, beside a create and beside a no-op")
    func unmanaged() throws {
        let message =
            "prod/web records the same rows into the same directory as \(uuid(1002)) ('by hand', unmanaged): use another directory or filter, or remove one of them"
        #expect(try warnings([web], [twin(2)]) == [message])
        #expect(try warnings([web], [live(1, like: web), twin(2)]) == [message])
    }

    @Test("so is one of another stack, and one of ours that stays")
    func owned() throws {
        #expect(
            try warnings([web], [twin(2, owner: "other", [.storageURL: .string("https://host.example/v1/AUTH_a/flowlog/web/")])]).count == 1
        )
        let gone = live(2, like: desired("gone", [.storageURL: web.fields[.storageURL]]))
        #expect(try warnings([web], [gone], options: PlanOptions(excludes: [KeySelector("gone")])).count == 1)
        #expect(try warnings([web], [gone]).isEmpty, "one that the plan deletes is none")
        #expect(try warnings([web], [live(1, like: web), live(2, like: web)]).isEmpty, "nor is one that is superseded")
    }

    @Test("other rows, another directory, or nothing recorded: nothing to say")
    func different() throws {
        let drop = desired("web", [.filter: .string("DROP")])
        #expect(try warnings([drop], [twin(2, [.filter: .string("ACCEPT")])]).isEmpty)
        #expect(try warnings([drop], [twin(2, [.filter: .string("drop")])]).count == 1)
        #expect(try warnings([drop], [twin(2).lacking("filter")]).count == 1, "what is not known may be the same")
        #expect(try warnings([web], [twin(2, [.storageURL: .string("https://host.example/v1/AUTH_a/flowlog/x")])]).isEmpty)
        #expect(try warnings([web], [twin(2, [.resourceID: .string(uuid(7))])]).isEmpty)
        #expect(try warnings([web], [twin(2, [.adminStateUp: .boolean(false)])]).isEmpty)
        #expect(try warnings([desired("web", [.adminStateUp: .boolean(false)])], [twin(2)]).isEmpty)
    }

    @Test("of many, ten are named and the rest are counted")
    func many() throws {
        let message = try warnings([web], (2..<500).map { twin($0) }).first ?? ""
        #expect(message.contains(" and 488 more: "))
    }
}
