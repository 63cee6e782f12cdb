import FlowLogModel
import TestSupport
import Testing

@testable import FlowLogPlan

@Suite("The check before a create")
struct StorageTests {
    private static let storage = "https://host.example/v1/AUTH_a"
    private static let writer = StorageWriter("tenant:user")

    private static func container(_ name: String) -> StorageContainer {
        StorageContainer(origin: "https://host.example", tenant: "a", name: name)
    }

    private static func logger(_ key: String, in container: String = "logs", target: Int = 1) -> DesiredLogger {
        desired(key, target: target, [.storageURL: .string("\(storage)/\(container)/\(key)")])
    }

    private static func found(_ acl: String?, _ name: String = "logs") -> ContainerFinding {
        .found(writeACL: acl, url: "\(storage)/\(name)")
    }

    private static func wanted(_ loggers: [DesiredLogger], name: String = "prod", writer: StorageWriter? = writer) -> DesiredStack {
        var stack = stack(loggers, name: name)
        stack.storageWriter = writer
        return stack
    }

    private static func plan(
        _ stacks: DesiredStack..., list: [LiveLogger] = [], options: PlanOptions = PlanOptions(), facts: StorageFacts?
    ) throws -> Plan {
        let state = try LiveState(region: "KR1", projectID: "project", list: list)
        return makePlan(stacks.map { PlanInput($0, .success(state), storage: facts) }, options: options)
    }

    @Test func `a container that does not exist blocks what would write to it, and nothing else`() throws {
        let (web, database, kept) = (Self.logger("web"), Self.logger("db", target: 2), Self.logger("kept", target: 3))
        var updated = Self.logger("updated", target: 4)
        let list = [live(1, like: database, [.filter: .string("DROP")]), live(2, like: kept), live(3, like: updated)]
        updated.fields[.name] = .string("other")
        let result = try Self.plan(Self.wanted([web, database, kept, updated]), list: list, facts: [Self.container("logs"): .missing])
        #expect(
            result.changes.map(row) == [
                "prod/db replace(filter) cannotUpdate blocked container-missing", "prod/kept no-op", "prod/updated update(name) rename",
                "prod/web create blocked container-missing",
            ])
        #expect(
            result.changes.last?.blocked?.message
                == "the container https://host.example/v1/AUTH_a/logs does not exist: create it, or correct 'storage_url'; --check-storage off goes ahead without asking"
        )
        #expect(result.refusal?.code == .blocked && result.warnings.isEmpty)
    }

    @Test func `the container is the last thing in the way`() throws {
        var web = Self.logger("web")
        web.preventDestroy = true
        let facts: StorageFacts = [Self.container("logs"): .missing]
        let other = live(1, like: web, [.filter: .string("DROP")])
        #expect(try Self.plan(Self.wanted([web]), list: [other], facts: facts).changes.map { $0.blocked?.code } == [.preventDestroy])
        web.preventDestroy = false
        #expect(try Self.plan(Self.wanted([web]), list: [other], facts: facts).changes.map { $0.blocked?.code } == [.containerMissing])
        let long = live(1, like: web, [.filter: .string("DROP"), .description: .string(String(repeating: "x", count: 250))])
        #expect(try Self.plan(Self.wanted([web]), list: [long], facts: facts).changes.map { $0.blocked?.code } == [.descriptionTooLong])
    }

    @Test func `an access list without the writer is a warning with the command that grants it`() throws {
        let stack = Self.wanted([Self.logger("web"), Self.logger("db", target: 2)])
        let result = try Self.plan(stack, facts: [Self.container("logs"): Self.found(" .r:*,other:it's ")])
        let warning = try #require(result.warnings.first)
        #expect(result.warnings.count == 1 && result.refusal == nil && warning.code == .containerNotWritable)
        #expect(
            warning.message
                == "the access list of https://host.example/v1/AUTH_a/logs does not let tenant:user write: a logger that is made now could not store its files"
        )
        #expect(
            warning.help == """
                this grants it; the header replaces the whole list, and $TOKEN is a token of the storage's project
                curl -sS -f -X POST -H "X-Auth-Token: $TOKEN" -H 'X-Container-Write: .r:*,other:it'\\''s,tenant:user' 'https://host.example/v1/AUTH_a/logs'
                """)
    }

    @Test(arguments: ["", " \t"])
    func `an empty access list gets the writer alone`(acl: String) throws {
        let result = try Self.plan(Self.wanted([Self.logger("web")]), facts: [Self.container("logs"): Self.found(acl)])
        #expect(result.warnings.first?.help?.contains("-H 'X-Container-Write: tenant:user' 'https://") == true)
    }

    @Test(arguments: ["a:\u{1B}[2K", "a:b\u{202E}", "##[error]", "a:b\nc", "구:성"])
    func `an access list that no terminal shows as it is gets no command`(acl: String) throws {
        let result = try Self.plan(Self.wanted([Self.logger("web")]), facts: [Self.container("logs"): Self.found(acl)])
        #expect(
            result.warnings.first?.help
                == "grant it in the console: the list has characters that cannot be shown, so there is no command to copy")
    }

    @Test(arguments: ["tenant:user", "x:y, tenant:*", "*:user", "*:*"])
    func `an access list with the writer says nothing`(acl: String) throws {
        let result = try Self.plan(Self.wanted([Self.logger("web")]), facts: [Self.container("logs"): Self.found(acl)])
        #expect(result.warnings.isEmpty && result.refusal == nil)
    }

    @Test func `what is required to be writable is blocked where it is not`() throws {
        let options = PlanOptions(storageCheck: .required)
        let result = try Self.plan(Self.wanted([Self.logger("web")]), options: options, facts: [Self.container("logs"): Self.found("")])
        #expect(result.changes.map(row) == ["prod/web create blocked container-not-writable"] && result.warnings.isEmpty)
        #expect(
            result.changes.first?.blocked?.message
                == "the access list of https://host.example/v1/AUTH_a/logs does not let tenant:user write: --check-storage on goes ahead all the same, and shows the command that grants it"
        )
    }

    @Test func `what is not checked is said once for each reason and storage, over all stacks`() throws {
        let denied = ContainerFinding.unknown(StorageFailure(.notAuthenticated, "the login was refused"))
        let first = Self.wanted([Self.logger("web", in: "b"), Self.logger("db", in: "a", target: 2)])
        let second = Self.wanted([Self.logger("hidden", in: "c", target: 3), Self.logger("lost", in: "d", target: 4)], name: "other")
        let facts: StorageFacts = [Self.container("a"): denied, Self.container("b"): denied, Self.container("c"): Self.found(nil)]
        let result = try Self.plan(first, second, facts: facts)
        #expect(result.warnings.allSatisfy { $0.code == .storageNotChecked })
        #expect(
            result.warnings.map(\.message) == [
                "'a', 'b' of https://host.example/v1/AUTH_a are not checked: the login was refused",
                "'c' of https://host.example/v1/AUTH_a is not checked: it does not show who may write to it (X-Container-Write): it lets nobody, or this user may not see it",
                "'d' of https://host.example/v1/AUTH_a is not checked: it was not asked for",
            ])
        #expect(result.refusal == nil && result.changes.allSatisfy { $0.blocked == nil })
    }

    @Test func `what is required to be checked and is not refuses the run, after what is blocked`() throws {
        let options = PlanOptions(storageCheck: .required)
        let loggers = [Self.logger("web"), Self.logger("db", in: "gone", target: 2)]
        let result = try Self.plan(Self.wanted([loggers[0]]), options: options, facts: [:])
        #expect(result.refusal?.code == .storageNotChecked && result.changes.allSatisfy(\.isPending))
        #expect(
            result.refusal?.message
                == "the run requires a check of the storage, and 'logs' of https://host.example/v1/AUTH_a is not checked: it was not asked for (--check-storage on)"
        )
        #expect(try Self.plan(Self.wanted(loggers), options: options, facts: [Self.container("gone"): .missing]).refusal?.code == .blocked)
        #expect(try Self.plan(Self.wanted([loggers[0]]), list: [live(1, like: loggers[0])], options: options, facts: [:]).refusal == nil)
    }

    @Test func `without facts nothing is said, and with the check off neither`() throws {
        let missing: StorageFacts = [Self.container("logs"): .missing]
        let stack = Self.wanted([Self.logger("web")])
        let silent = [
            try Self.plan(stack, options: PlanOptions(storageCheck: .required), facts: nil),
            try Self.plan(stack, options: PlanOptions(storageCheck: .off), facts: missing),
            try Self.plan(Self.wanted([Self.logger("web")], writer: nil), facts: missing),
        ]
        for plan in silent { #expect(plan.refusal == nil && plan.warnings.isEmpty && plan.changes.map(row) == ["prod/web create"]) }
        let asked = try Self.plan(Self.wanted([Self.logger("web")], writer: nil), options: PlanOptions(storageCheck: .on), facts: missing)
        #expect(asked.refusal?.code == .blocked)
    }

    @Test func `a run asks for the containers of what it would make, where nothing else is in the way`() throws {
        var blocked = Self.logger("blocked", in: "blocked", target: 3)
        blocked.pinnedID = uuid(9)
        let replaced = Self.logger("replaced", in: "replaced", target: 4)
        let loggers = [
            Self.logger("web"), Self.logger("left-out", in: "left-out", target: 2), blocked, replaced, Self.logger("kept", in: "kept"),
        ]
        let list = [live(1, like: replaced, [.filter: .string("DROP")]), live(2, like: loggers[4])]
        let options = PlanOptions(excludes: [KeySelector("left-out")])
        let result = try Self.plan(
            Self.wanted(loggers), Self.wanted([Self.logger("x", in: "x")], name: "x", writer: nil), list: list, options: options, facts: nil
        )
        #expect(
            result.containersToCheck == [Place(cloud: nil, region: "KR1"): [Self.container("logs"), Self.container("replaced")]])
    }

    @Test func `a saved plan's changes alone can be in the way`() throws {
        let stack = Self.wanted([Self.logger("web"), Self.logger("new", in: "gone", target: 2)])
        let facts: StorageFacts = [Self.container("logs"): Self.found("*:*"), Self.container("gone"): .missing]
        var options = PlanOptions(storageCheck: .required)
        options.only = [ChangeAddress(place: Place(cloud: nil, region: "KR1"), address: "prod/web")]
        #expect(try Self.plan(stack, options: options, facts: facts).refusal == nil)
        options.only?.insert(ChangeAddress(place: Place(cloud: nil, region: "KR1"), address: "prod/new"))
        #expect(try Self.plan(stack, options: options, facts: facts).refusal?.code == .blocked)
    }

    @Test func `each text in a command for a shell is one word`() {
        let texts: [String] = ["plain", "it's", "$(rm)", "'", "a b\\c\"", "'\u{301}x"]
        #expect(
            texts.map { ("\($0) x" as ShellText).string } == [
                "'plain' x", "'it'\\''s' x", "'$(rm)' x", "''\\''' x", "'a b\\c\"' x", "''\\''\u{301}x' x",
            ])
    }
}
