import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("What was told of drift")
struct ToldDriftTests {
    private let web = desired("web")
    private let database = desired("db", target: 2)

    private func told(_ plan: Plan, after before: ToldDrift = ToldDrift(), failsOnUnmanaged: Bool = false) -> ToldDrift {
        before.updated(by: plan, failsOnUnmanaged: failsOnUnmanaged)
    }

    private func drifted(_ fields: [LoggerField: FieldValue?], status: LoggerStatus? = nil) throws -> ToldDrift {
        told(try plan(stack([web, database]), [live(1, like: web, fields, status: status), live(2, like: database)]))
    }

    @Test("the same drift is the same, whatever the order of the list, its times, and the status of a logger that is well")
    func same() throws {
        let name: [LoggerField: FieldValue?] = [.name: .string("by hand")]
        let listed = [live(1, like: web, name), live(2, like: database, name)]
        let later = [live(2, like: database, name, createdAt: "2026-02-02 00:00:00"), live(1, like: web, name, status: .build)]
        #expect(try told(plan(stack([web, database]), listed)) == told(plan(stack([web, database]), later)))
    }

    @Test("another value, another logger, another state or a status that is wrong is another drift")
    func other() throws {
        let renamed = try drifted([.name: .string("by hand")])
        #expect(try renamed != drifted([.name: .string("otherwise")]))
        #expect(try renamed != drifted([.filter: .string("DROP")]))
        #expect(try renamed != drifted([.name: .string("by hand")], status: .error))
        #expect(
            try renamed != told(plan(stack([web, database]), [live(1, like: web), live(2, like: database, [.name: .string("by hand")])])))
        #expect(try drifted([:]).isQuiet)
    }

    @Test("of a stack that cannot be checked, what was told still holds; a failure is the same whatever its words")
    func unknown() throws {
        func both(_ last: Result<LiveState, StackFailure>) throws -> Plan {
            let first = try LiveState(region: "KR1", projectID: "project", list: [])
            return makePlan([PlanInput(stack([web]), .success(first)), PlanInput(stack([database], name: "last"), last)])
        }
        let empty = try LiveState(region: "KR1", projectID: "project", list: [])
        let before = told(try both(.success(empty)))
        let failed = told(try both(.failure(StackFailure(.api, "timed out after 30.1 s"))), after: before)
        #expect(failed != before && failed.hasFailures)
        #expect(told(try both(.failure(StackFailure(.api, "timed out after 30.2 s"))), after: failed) == failed)
        #expect(told(try both(.failure(StackFailure(.authentication, "401"))), after: failed) != failed)
        #expect(told(try both(.success(empty)), after: failed) == before)
        #expect(before.updated(byFailure: "exit code 4").updated(byFailure: "exit code 4") == before.updated(byFailure: "exit code 4"))
        #expect(told(try both(.success(empty)), after: before.updated(byFailure: "exit code 4")) == before)
    }

    @Test("news is what was not told; the rest is counted, and what no longer differs is named")
    func news() throws {
        let edge = desired("edge", target: 3)
        func found(_ names: [Int]) throws -> Plan {
            let loggers = [web, database, edge].enumerated().map { index, logger in
                live(index, like: logger, names.contains(index) ? [.name: .string("by hand")] : [:])
            }
            return try plan(stack([web, database, edge]), loggers)
        }
        let after = try found([1, 2])
        let news = DriftNews(after, failsOnUnmanaged: false, since: told(try found([0, 1])))
        #expect(after.changes.filter(news.has).compactMap(\.key) == ["edge"])
        #expect(news.told == 1 && news.settled.map(\.name) == ["prod/web"] && !news.isResolved && !news.isQuiet)
        #expect(DriftNews(try found([]), failsOnUnmanaged: false, since: told(after)).isResolved)
    }

    @Test("loggers that no stack owns count only if asked for")
    func unmanaged() throws {
        let found = try plan(stack([web]), [live(1, like: web), live(2, like: database, owner: nil)])
        #expect(told(found).isQuiet && !told(found, failsOnUnmanaged: true).isQuiet)
    }

    @Test("the file keeps it; an empty one says that nothing was told, and nothing else is one")
    func file() throws {
        let some = try drifted([.name: .string("by hand")]).updated(byFailure: "exit code 4")
        #expect(ToldDrift(Array(some.text.utf8)) == some)
        #expect(!some.text.contains("by hand") && some.text.contains("-/KR1/prod"))
        #expect(ToldDrift([]) == ToldDrift())
        let cut = String(some.text.dropLast(3))
        for text in ["{}", "[]", "stack: prod\n", cut, some.text.replacing(":1}", with: ":2}"), "\u{0}"] {
            #expect(ToldDrift(Array(text.utf8)) == nil, "\(text)")
        }
    }

    @Test("the file of one shard is none of another, nor one of a run of all stacks, and the other way round")
    func shards() throws {
        let (one, other) = (Shard("1/2"), Shard("2/2"))
        let drifted = try drifted([.name: .string("by hand")])
        let told = ToldDrift(of: one).updated(byFailure: "exit code 4")
        #expect(ToldDrift(Array(told.text.utf8), of: one) == told)
        #expect(ToldDrift(Array(told.text.utf8), of: other) == nil && ToldDrift(Array(told.text.utf8)) == nil)
        #expect(ToldDrift(Array(drifted.text.utf8), of: one) == nil && !drifted.text.contains("shard"))
        #expect(ToldDrift([], of: one) == ToldDrift(of: one))
    }
}
