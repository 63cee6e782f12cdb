import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

/// The plan of one stack in region KR1 of project "project".
func plan(_ stack: DesiredStack, _ list: [LiveLogger], options: PlanOptions = PlanOptions()) throws -> Plan {
    makePlan([PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: list)))], options: options)
}

/// A change in one line, for tables: `prod/web update(filter) adopt` or `prod/web blocked contested`.
func row(_ change: Change) -> String {
    let differences = change.action.differences.map(\.name).joined(separator: ",")
    let suffix = change.blocked.map { " blocked \($0.code.rawValue)" } ?? ""
    return switch change.action {
    case .noOp: "\(change.address) no-op\(suffix)"
    case .create: "\(change.address) create\(suffix)"
    case .update(_, _, _, let reason): "\(change.address) update(\(differences)) \(reason)\(suffix)"
    case .replace(_, _, _, let reason): "\(change.address) replace(\(differences)) \(reason)\(suffix)"
    case .delete(_, .notInManifest): "\(change.address) delete notInManifest\(suffix)"
    case .delete(_, .superseded(let kept)): "\(change.address) delete superseded by \(kept.id.suffix(4))\(suffix)"
    case .delete(_, .unmanaged): "\(change.address) delete unmanaged\(suffix)"
    case .delete(_, .destroyed): "\(change.address) delete destroyed\(suffix)"
    }
}

@Suite("The planner")
struct PlannerTests {
    let web = desired("web", target: 1)
    let database = desired("db", target: 2)

    @Test("creates what is missing, and nothing twice")
    func create() throws {
        #expect(try plan(stack([web, database]), []).changes.map(row) == ["prod/db create", "prod/web create"])
        #expect(
            try plan(stack([web, database]), [live(1, like: web), live(2, like: database)]).changes.map(row) == [
                "prod/db no-op", "prod/web no-op",
            ])
    }

    @Test("updates the mutable fields in place and replaces for every other one", arguments: LoggerField.allCases)
    func fields(field: LoggerField) throws {
        let other: [LoggerField: FieldValue] = [
            .name: .string("other"), .description: .string("other"), .adminStateUp: .boolean(false), .resourceType: .string("VPC"),
            .resourceID: .string(uuid(9)), .filter: .string("DROP"), .aggregationInterval: .integer(5),
            .connectionSetupOnly: .boolean(true),
            .storageType: .string("S3"), .storageURL: .string("https://host.example/v1/AUTH_a/c/d"), .logFormat: .string("PARQUET"),
            .compressionType: .string("GZIP"), .customizedField: .string("bytes"), .partitionPeriod: .string("HOUR"),
            .customizedFileName: .string("#{logger_id}"),
        ]
        let wanted = desired("web", [field: other[field]])
        let change = try #require(try plan(stack([wanted]), [live(1, like: web)]).changes.first)
        let reason = field == .name ? "rename" : "inPlace"
        #expect(
            row(change)
                == (field.rule.isMutable
                    ? "prod/web update(\(field.apiName)) \(reason)" : "prod/web replace(\(field.apiName)) cannotUpdate"))
    }

    @Test("leaves fields alone that the manifest leaves out, and carries them into a replacement")
    func absent() throws {
        let there = live(
            1, like: web, [.description: .string("by hand"), .customizedField: .string("bytes,packets"), .filter: .string("DROP")])
        let change = try #require(try plan(stack([web]), [there]).changes.first)
        #expect(row(change) == "prod/web replace(filter) cannotUpdate")
        #expect(change.action.target?.request[.customizedField] == .string("bytes,packets"))
        #expect(change.action.target?.request[.description] == .string("by hand [flowlogctl:prod/web]"))
    }

    @Test("takes the live value of an ignored field as desired, also when it writes")
    func ignored() throws {
        let wanted = desired("web", [.name: .string("new"), .description: .string("mine")], ignoreChanges: [.description, .filter])
        let there = live(1, like: wanted, [.name: .string("old"), .description: .string("theirs"), .filter: .string("DROP")])
        let change = try #require(try plan(stack([wanted]), [there]).changes.first)
        #expect(row(change) == "prod/web update(name) rename")
        #expect(change.action.target?.markedDescription == "theirs [flowlogctl:prod/web]")
    }

    @Test("deletes a logger whose mark has no key in the manifest, and no other stack's")
    func delete() throws {
        let foreign = live(3, like: desired("web", [.name: .string("elsewhere")]), owner: "other")
        let result = try plan(stack([web]), [live(1, like: web), live(2, like: database), foreign])
        #expect(result.changes.map(row) == ["prod/db delete notInManifest", "prod/web no-op"])
        #expect(result.stacks.first?.foreignCount == 1)
    }

    @Test("never touches unmarked loggers unless the stack says so, and lists them once a region")
    func unmanaged() throws {
        let stray = live(7, like: desired("stray", target: 7), owner: nil)
        let reported = try makePlan([
            PlanInput(stack([web]), .success(LiveState(region: "KR1", projectID: "project", list: [live(1, like: web), stray]))),
            PlanInput(
                stack([], name: "second"), .success(LiveState(region: "KR1", projectID: "project", list: [live(1, like: web), stray]))),
        ])
        #expect(reported.changes.map(row) == ["prod/web no-op"])
        #expect(reported.unmanaged.map(\.live.id) == [stray.id])
        let deleted = try plan(stack([web], unmanaged: .delete), [live(1, like: web), stray])
        #expect(deleted.changes.map(row) == ["prod/web no-op", "?\(stray.id) delete unmanaged"])
        #expect(deleted.unmanaged.isEmpty)
    }

    @Test("puts protection into the mark and takes it out")
    func protection() throws {
        let protected = desired("web", preventDestroy: true)
        #expect(try plan(stack([protected]), [live(1, like: web)]).changes.map(row) == ["prod/web update(protected) inPlace"])
        #expect(try plan(stack([web]), [live(1, like: protected)]).changes.map(row) == ["prod/web update(protected) inPlace"])
    }

    @Test("drops other projects' loggers, with a count, and refuses to guess among projects")
    func projects() throws {
        var foreign = live(1, like: web)
        foreign.projectID = "another"
        let state = try LiveState(region: "KR1", projectID: "project", list: [foreign, live(2, like: database)])
        #expect(state.loggers.map(\.id) == [uuid(1002)])
        #expect(state.otherProjects == 1)
        #expect(throws: LiveState.UnknownProject(projects: ["another", "project"])) {
            try LiveState(region: "KR1", projectID: nil, list: [foreign, live(2, like: database)])
        }
    }

    @Test("shows a stack of which nothing is known beside the others")
    func failure() throws {
        let result = makePlan([
            PlanInput(stack([web]), .success(try LiveState(region: "KR1", projectID: "project", list: []))),
            PlanInput(stack([web], name: "broken"), .failure(StackFailure(.api, "connection refused"))),
        ])
        #expect(result.changes.map(row) == ["prod/web create"])
        #expect(result.failures.map(\.stack.name) == ["broken"])
    }

    @Test("makes partial plans after identity is settled")
    func partial() throws {
        let loggers = [live(1, like: web, [.filter: .string("DROP")]), live(2, like: desired("gone"))]
        let result = try plan(stack([web, database]), loggers, options: PlanOptions(targets: [KeySelector("db")]))
        #expect(result.changes.map(row) == ["prod/db create", "prod/gone no-op", "prod/web no-op"])
        let excluded = try plan(stack([web, database]), loggers, options: PlanOptions(excludes: [KeySelector("prod/web")]))
        #expect(excluded.changes.map(row) == ["prod/db create", "prod/gone delete notInManifest", "prod/web no-op"])
        #expect(try plan(stack([web]), [], options: PlanOptions(targets: [KeySelector("wbe")])).unmatchedSelectors.map(\.text) == ["wbe"])
    }

    @Test("replaces on request, and hints at a renamed key")
    func requested() throws {
        let result = try plan(stack([web]), [live(1, like: web)], options: PlanOptions(replaces: [KeySelector("web")]))
        #expect(result.changes.map(row) == ["prod/web replace() byRequest"])
        let renamed = desired("api", target: 2, [.storageURL: database.fields[.storageURL]])
        let hinted = try plan(stack([renamed]), [live(2, like: database)])
        #expect(hinted.changes.map(\.movedTo) == [nil, "api"])
    }

    @Test("hints at a renamed key also where only target and filter are the same")
    func similar() throws {
        let renamed = desired("api", target: 2, [.logFormat: .string("PARQUET")])
        #expect(try plan(stack([renamed]), [live(2, like: database)]).changes.map(\.movedTo) == [nil, "api"])
        let other = desired("api", target: 2, [.filter: .string("DROP")])
        #expect(try plan(stack([other]), [live(2, like: database)]).changes.map(\.movedTo) == [nil, nil])
    }
}
