import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("One stack in many clouds")
struct CloudTests {
    let web = desired("web", target: 1)
    let database = desired("db", target: 2)

    @Test("is planned for each of them, in their order, and people see the cloud only where it tells stacks apart")
    func planned() throws {
        let inputs = [
            try PlanInput(stack([web]), cloud: "b", project: "2", [live(1, like: web)]),
            try PlanInput(stack([web]), cloud: "a", project: "1"),
            try PlanInput(stack([database], name: "other"), cloud: "b", project: "2", [live(1, like: web)]),
            try PlanInput(stack([web]), cloud: nil, project: "3"),
        ]
        let plan = makePlan(inputs)
        #expect(plan.stacks.map(\.name) == ["other", ":prod", "a:prod", "b:prod"])
        #expect(plan.changes.map(\.name) == ["other/db", ":prod/web", "a:prod/web", "b:prod/web"])
        #expect(plan.changes.map(row) == ["other/db create", "prod/web create", "prod/web create", "prod/web no-op"])
        #expect(Set(plan.changes.map(\.fullAddress)).count == 4)
        #expect(makePlan(inputs.reversed()) == plan)
        #expect(makePlan(Array(inputs[0...0] + inputs[2...2])).changes.map(\.name) == ["other/db", "prod/web"])
    }

    @Test("is read back from its document as it was planned; one that says no cloud of its changes has each stack once")
    func document() throws {
        let old = live(2, like: desired("old", target: 9))
        let plan = makePlan([
            try PlanInput(stack([web, database]), cloud: "a", project: "1", [live(1, like: web), old]),
            try PlanInput(stack([web]), cloud: "b", project: "2", [live(3, like: database, owner: nil)]),
        ])
        let document = PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z")
        let read = try SavedPlan(Array(document.text.utf8)).plan
        #expect(read.changes.map(\.fullAddress) == plan.changes.map(\.fullAddress) && read.changes.map(row) == plan.changes.map(row))
        #expect(read.unmanaged.map(\.place) == [Place(cloud: "b", region: "KR1")])
        #expect(PlanDocument(read, createdAt: "2026-01-01T00:00:00Z").text == document.text)
        #expect(Staleness(of: read, comparedWith: plan) == Staleness(of: plan, comparedWith: plan))
    }

    @Test(
        "two entries that lead, or may lead, to one project never make two plans for one logger: both stacks fail, and others do not",
        arguments: [("1", "1", true), ("ab-c", "ABC", true), (nil, "1", true), (nil, nil, true), ("1", "2", false)]
            as [(ProjectID?, ProjectID?, Bool)])
    func rivals(first: ProjectID?, second: ProjectID?, isSame: Bool) throws {
        let inputs = [
            try PlanInput(stack([web]), cloud: "a", project: first), try PlanInput(stack([web]), cloud: "b", project: second),
            try PlanInput(stack([database], name: "other"), cloud: "b", project: second),
            try PlanInput(stack([web]), cloud: "c", project: "1", service: "https://elsewhere.example"),
        ]
        let plan = makePlan(inputs)
        #expect(plan.failures.map(\.stack.name) == (isSame ? ["a:prod", "b:prod"] : []))
        #expect(plan.failures.allSatisfy { $0.failure.code == .configuration && $0.failure.message.contains("'a', 'b'") })
        #expect(plan.failures.allSatisfy { $0.failure.message.contains("leave out all but one, or correct the entries of clouds.yaml") })
        #expect(plan.changes.map(\.name).filter { $0 != "a:prod/web" && $0 != "b:prod/web" } == ["other/db", "c:prod/web"])
    }

    @Test("a project that is not known may be any: what it shows is shown once, and its stack stands in the way of each")
    func unknown() throws {
        let stray = live(1, like: desired("stray", target: 5), owner: nil)
        let inputs = [
            try PlanInput(stack([web], name: "one"), cloud: "a", project: "1", [stray]),
            try PlanInput(stack([web], name: "two"), cloud: "b", project: "2"),
            try PlanInput(stack([web], name: "three"), cloud: "c", project: nil, [stray]),
        ]
        let plan = makePlan(inputs)
        #expect(plan.failures.isEmpty && plan.unmanaged.map(\.place.cloud) == ["a"])
        let same = makePlan([
            try PlanInput(stack([web]), cloud: "a", project: "1"), try PlanInput(stack([web]), cloud: "b", project: "2"),
            try PlanInput(stack([web]), cloud: "c", project: nil),
        ])
        #expect(same.failures.map(\.stack.name) == ["a:prod", "b:prod", "c:prod"])
    }

    @Test("warnings and hints say which cloud they are about")
    func warnings() throws {
        let pinned = desired("web", target: 1, pinnedID: uuid(9))
        let plan = makePlan([
            try PlanInput(stack([pinned]), cloud: "a", project: "1", [live(1, like: web)]),
            try PlanInput(stack([web]), cloud: "b", project: "2"),
        ])
        #expect(plan.warnings.map(\.message).map { $0.hasPrefix("a:prod/web is ") } == [true])
    }

    @Test("a selector means one key of one stack of one cloud, in all of its regions")
    func selectors() throws {
        var elsewhere = stack([web])
        elsewhere.region = "KR2"
        func stacks(_ names: [(cloud: String?, stack: String, key: String)]) -> [DesiredStack] {
            names.map { DesiredStack(name: $0.stack, region: "KR1", cloud: $0.cloud, loggers: [desired($0.key)]) }
        }
        func meant(_ text: String, _ stacks: [DesiredStack]) -> [String] {
            SelectorMeanings(PlanOptions(excludes: [KeySelector(text)]), in: stacks).ambiguous.flatMap(\.meanings)
        }
        #expect(meant("web", [stack([web]), elsewhere]).isEmpty)
        let two = stacks([(nil, "prod", "web"), (nil, "test", "web"), (nil, "test", "db")])
        #expect(meant("web", two) == ["prod/web", "test/web"])
        #expect(meant("prod/web", two).isEmpty && meant("db", two).isEmpty)
        let clouds = stacks([("a", "prod", "web"), ("b", "prod", "web"), (nil, "prod", "web"), ("a", "test", "web"), ("b", "only", "db")])
        #expect(meant("prod/web", clouds) == [":prod/web", "a:prod/web", "b:prod/web"])
        #expect(meant("web", clouds) == [":prod/web", "a:prod/web", "b:prod/web", "test/web"])
        for text in meant("web", clouds) + ["a:test/web", "db", "only/db", "b:only/db"] {
            #expect(meant(text, clouds).isEmpty, "\(text)")
            #expect(SelectorMeanings(PlanOptions(targets: [KeySelector(text)]), in: clouds).unmatched.isEmpty, "\(text)")
        }
        for text in ["c:prod/web", "a:web", "a:only/db", ":test/web"] {
            #expect(SelectorMeanings(PlanOptions(targets: [KeySelector(text)]), in: clouds).unmatched.count == 1, "\(text)")
        }
    }

    @Test("a selector with its cloud selects nothing of another cloud, and what no manifest has is meant too")
    func selected() throws {
        let gone = live(1, like: desired("gone", target: 9))
        let inputs = [
            try PlanInput(stack([web]), cloud: "a", project: "1", [gone]),
            try PlanInput(stack([web]), cloud: "b", project: "2", [gone]),
        ]
        let plan = makePlan(inputs, options: PlanOptions(targets: [KeySelector("b:prod/web"), KeySelector("a:prod/gone")]))
        #expect(plan.changes.filter(\.isPending).map(\.name) == ["a:prod/gone", "b:prod/web"])
        let vague = PlanOptions(targets: [KeySelector("prod/gone")])
        let meanings = SelectorMeanings(vague, in: inputs.map(\.stack), makePlan(inputs, options: vague))
        #expect(meanings.ambiguous.map(\.meanings) == [["a:prod/gone", "b:prod/gone"]])
        #expect(makePlan(inputs, options: PlanOptions(replaces: [KeySelector("a:prod/web")])).contradictedReplaces.isEmpty)
    }

    @Test("a cloud that is not checked keeps what was told of the region, and what is settled has its cloud")
    func told() throws {
        let stray = live(1, like: desired("stray", target: 5), owner: nil)
        let first = try PlanInput(stack([web]), cloud: "a", project: "1", [stray])
        let second = try PlanInput(stack([web]), cloud: "b", project: "2", [live(2, like: database, owner: nil)])
        let told = ToldDrift().updated(by: makePlan([first, second]), failsOnUnmanaged: true)
        let failed = PlanInput(first.stack, .failure(StackFailure(.api, "connection refused")))
        let again = makePlan([failed, second])
        let news = DriftNews(again, failsOnUnmanaged: true, since: told)
        #expect(news.settled.isEmpty && again.changes.filter(news.has).isEmpty && again.unmanaged.filter(news.has).isEmpty)
        let inOrder = makePlan([first, try PlanInput(stack([web]), cloud: "b", project: "2", [live(3, like: web)])])
        let settled = DriftNews(
            inOrder, failsOnUnmanaged: false, since: ToldDrift().updated(by: makePlan([first, second]), failsOnUnmanaged: false))
        #expect(settled.settled.map(\.name) == ["b:prod/web"])
    }
}
