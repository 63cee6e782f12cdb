import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Safety")
struct SafetyTests {
    @Test("law 6: more deletes than the limit are refused, and the named option lets them through", arguments: 1...40)
    func law6(size: Int) throws {
        let owned = (0..<size).map { desired("k\($0)", target: $0) }
        let list = owned.enumerated().map { live($0, like: $1) }
        let limit = max(1, min(10, size * 30 / 100))
        for deletes in 0..<size {
            let rest = stack(Array(owned.dropFirst(deletes)))
            let refusal = try plan(rest, list).refusal
            #expect((refusal?.code == .maxDeletes) == (deletes > limit))
            guard let refusal else { continue }
            #expect(
                refusal.message
                    == "this plan deletes \(deletes) of \(size) owned loggers, the limit is \(limit) (--max-deletes \(deletes), or safety.max_deletes)"
            )
            #expect(try plan(rest, list, options: PlanOptions(maxDeletes: .count(deletes))).refusal == nil)
            #expect(try plan(rest, list, options: PlanOptions(maxDeletes: .count(deletes - 1))).refusal != nil)
        }
    }

    @Test("an explicit limit is taken as it is: percentages round down, 0 means none, the option beats the manifest")
    func limits() throws {
        let owned = (0..<9).map { desired("k\($0)", target: $0) }
        let list = owned.enumerated().map { live($0, like: $1) }
        func isRefused(_ deletes: Int, _ manifest: DeleteLimit?, _ option: DeleteLimit? = nil) throws -> Bool {
            try plan(stack(Array(owned.dropFirst(deletes)), maxDeletes: manifest), list, options: PlanOptions(maxDeletes: option)).refusal
                != nil
        }
        #expect(try isRefused(1, .count(0)))
        #expect(try isRefused(1, .percent(11)))
        #expect(try !isRefused(1, .percent(12)))
        #expect(try !isRefused(8, .count(0), .count(8)))
        #expect(try isRefused(3, .percent(100), .count(2)))
    }

    @Test("everything that ends capture counts, says so, and nothing else does")
    func counted() throws {
        let web = desired("web")
        let rows: [(String, DesiredLogger, LiveLogger, Bool)] = [
            ("switching off", desired("web", [.adminStateUp: .boolean(false)]), live(1, like: web), true),
            ("switching on", web, live(1, like: web, [.adminStateUp: .boolean(false)]), false),
            ("renaming", desired("web", [.name: .string("x")]), live(1, like: web), false),
            ("create_first", desired("web", [.filter: .string("DROP")]), live(1, like: web), false),
            ("delete_first", desired("web", [.filter: .string("DROP")], replace: .deleteFirst), live(1, like: web), true),
            ("another target", desired("web", target: 2), live(1, like: web), true),
            (
                "create_first that switches off", desired("web", [.filter: .string("DROP"), .adminStateUp: .boolean(false)]),
                live(1, like: web), true
            ),
        ]
        for (what, wanted, there, counts) in rows {
            let plan = try plan(stack([wanted], maxDeletes: .count(0)), [there])
            #expect((plan.refusal != nil) == counts && plan.changes.contains { $0.endsCapture } == counts, "\(what)")
        }
        let superseded = [live(1, like: web), live(2, like: web)]
        #expect(try plan(stack([web], maxDeletes: .count(0)), superseded).refusal == nil)
        let elsewhere = [live(1, like: web), live(2, like: desired("web", target: 2))]
        #expect(try plan(stack([web], maxDeletes: .count(0)), elsewhere).refusal != nil)
    }

    @Test("an empty manifest is refused while the stack owns loggers")
    func empty() throws {
        let owned = [live(1, like: desired("web"))]
        #expect(try plan(stack([]), owned).refusal?.code == .emptyManifest)
        #expect(try plan(stack([]), owned, options: PlanOptions(allowEmpty: true)).refusal == nil)
        #expect(try plan(stack([]), []).refusal == nil)
    }

    @Test("blocked changes refuse the plan, but not when they are left out")
    func blocked() throws {
        let loggers = stack([desired("web", pinnedID: uuid(99)), desired("db", target: 2)])
        #expect(try plan(loggers, []).refusal?.code == .blocked)
        #expect(try plan(loggers, [], options: PlanOptions(excludes: [KeySelector("web")])).refusal == nil)
    }
}
