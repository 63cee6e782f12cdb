import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

/// The plan of one stack in region KR1 of project "project".
func plan(_ stack: DesiredStack, _ list: [LiveLogger], options: PlanOptions = PlanOptions()) throws -> Plan {
    makePlan([PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: list)))], options: options)
}

/// The selectors of a plan that mean nothing.
func unmatched(_ plan: Plan) -> [String] { SelectorMeanings(plan.options, in: plan.stacks.map(\.stack), plan).unmatched.map(\.text) }

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
        let value = try #require(other[field], "a new field needs another value in this list")
        let wanted = desired("web", [field: value])
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

    @Test("drops no loggers of the own project because their list writes its id otherwise than the token")
    func spellings() throws {
        var upper = live(2, like: database)
        upper.projectID = "PRO-JECT"
        let state = try LiveState(region: "KR1", projectID: "project", list: [live(1, like: web), upper])
        #expect(state.loggers.count == 2 && state.otherProjects == 0)
        #expect(try LiveState(region: "KR1", projectID: nil, list: [live(1, like: web), upper]).loggers.count == 2)
    }

    private func input(_ stack: DesiredStack, cloud: String, _ service: String, _ project: ProjectID?, _ list: [LiveLogger]) throws
        -> PlanInput
    {
        var stack = stack
        stack.cloud = cloud
        return PlanInput(stack, .success(try LiveState(region: "KR1", service: service, projectID: project, list: list)))
    }

    @Test("plans each entry of clouds.yaml from its own list, also if they have one project id or none", arguments: ["project", nil])
    func places(project: ProjectID?) throws {
        let here = live(1, like: web)
        let there = live(2, like: database, owner: "other")
        let plan = makePlan([
            try input(stack([web]), cloud: "a", "https://a", project, [here]),
            try input(stack([database], name: "other", unmanaged: .delete), cloud: "b", "https://b", project, [there]),
        ])
        #expect(plan.failures.isEmpty && !plan.hasChanges, "\(plan.changes.map(row))")
    }

    @Test(
        "lets entries that lead to one project know what the other's stacks take over, and lists there what nobody owns once",
        arguments: [("project", "PRO-JECT"), ("project", nil), (nil, nil)] as [(ProjectID?, ProjectID?)])
    func sameProject(first: ProjectID?, second: ProjectID?) throws {
        let list = [live(1, like: web, owner: nil), live(7, like: desired("stray", target: 7), owner: nil)]
        let adopting = try input(stack([web]), cloud: "a", "https://a", first, list)
        let pruning = try input(stack([], name: "other", unmanaged: .delete), cloud: "b", "https://a", second, list)
        let plan = makePlan([adopting, pruning])
        #expect(plan.changes.map(row) == ["?\(list[1].id) delete unmanaged", "prod/web update(owner) adopt"])
        #expect(plan.unmanaged.isEmpty)
        let both = makePlan([adopting, try input(stack([web], name: "other"), cloud: "b", "https://a", second, list)])
        #expect(both.changes.allSatisfy { $0.blocked?.code == .contested } && both.unmanaged.map(\.live.id) == [list[1].id])
    }

    @Test(
        "refuses two stacks that delete what nobody owns in what is or may be one project, and only those",
        arguments: [
            ("https://a", "project", "pro-ject", true), ("https://a", "project", nil, true), ("https://a", nil, nil, true),
            ("https://a", "project", "another", false), ("https://b", "project", "project", false),
        ] as [(String, ProjectID?, ProjectID?, Bool)])
    func twoDeleters(service: String, first: ProjectID?, second: ProjectID?, isRefused: Bool) throws {
        let plan = makePlan([
            try input(stack([], unmanaged: .delete), cloud: "a", "https://a", first, []),
            try input(stack([], name: "other", unmanaged: .delete), cloud: "b", service, second, []),
            try input(stack([], name: "third"), cloud: "b", service, second, []),
        ])
        #expect(plan.failures.map(\.stack.name) == (isRefused ? ["other", "prod"] : []))
        #expect(plan.failures.allSatisfy { $0.failure.code == .configuration && $0.failure.message.contains("'other', 'prod'") })
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
        #expect(unmatched(try plan(stack([web]), [], options: PlanOptions(targets: [KeySelector("wbe")]))) == ["wbe"])
    }

    @Test("replaces on request, and hints at a renamed key")
    func requested() throws {
        let result = try plan(stack([web]), [live(1, like: web)], options: PlanOptions(replaces: [KeySelector("web")]))
        #expect(result.changes.map(row) == ["prod/web replace() byRequest"])
        let renamed = desired("api", target: 2, [.storageURL: database.fields[.storageURL]])
        let hinted = try plan(stack([renamed]), [live(2, like: database)])
        #expect(hinted.changes.map(\.heir) == [nil, .key("api")])
    }

    @Test("hints at a renamed key also where only target and filter are the same")
    func similar() throws {
        let renamed = desired("api", target: 2, [.logFormat: .string("PARQUET")])
        #expect(try plan(stack([renamed]), [live(2, like: database)]).changes.map(\.heir) == [nil, .key("api")])
        let other = desired("api", target: 2, [.filter: .string("DROP")])
        #expect(try plan(stack([other]), [live(2, like: database)]).changes.map(\.heir) == [nil, nil])
    }
}
