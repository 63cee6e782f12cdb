import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials
import TestSupport
import Testing

/// What each change looks like is in the golden files; readers that are not ours are `Tests/Checks/check_formats.py` and `examples/policy`.
@Suite("A plan for tools that read Terraform's")
struct TerraformPlanTests {
    private func document(_ plan: Plan) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(TerraformPlan(plan, createdAt: "2026-01-01T00:00:00Z").json.utf8))
    }

    private func change(_ key: String, in document: JSONValue, _ list: String = "resource_changes") -> JSONValue? {
        let changes = document[list]?.items?.map { $0["resource_change"] ?? $0 }
        return changes?.first { $0["index"]?.string?.hasSuffix("/\(key)") == true }
    }

    @Test(
        "it says whether apply would do it, whether it is all, and whether something is unknown",
        arguments: [
            (Scenario.actions, true, true, false), (.noChanges, false, true, false), (.severalRefusals, false, false, false),
            (.blocked, false, false, false), (.partial, true, false, false), (.regions, false, false, true),
        ])
    func flags(scenario: Scenario, isApplyable: Bool, isComplete: Bool, isErrored: Bool) throws {
        let document = try document(scenario.plan())
        #expect(document["applyable"] == .boolean(isApplyable))
        #expect(document["complete"] == .boolean(isComplete))
        #expect(document["errored"] == .boolean(isErrored))
    }

    @Test("an adopt imports, a move has its previous address, and a replace says what forces it")
    func details() throws {
        let document = try document(Scenario.actions.plan())
        let adopt = change("adopt", in: document)?["change"]
        #expect(adopt?["importing"]?["id"] == adopt?["before"]?["id"] && adopt?["actions"] == .array([.string("update")]))
        #expect(change("move", in: document)?["previous_address"]?.string?.hasPrefix("flowlog_logger.this[\"-/KR1/prod/") == true)
        #expect(change("update", in: document)?["previous_address"] == nil)
        let replace = change("replace-delete-first", in: document)
        #expect(replace?["change"]?["actions"] == .array([.string("delete"), .string("create")]))
        #expect(replace?["change"]?["replace_paths"] == .array([.array([.string("filter")])]))
        #expect(replace?["action_reason"] == .string("replace_because_cannot_update"))
    }

    @Test("a release forgets the logger")
    func release() throws {
        let web = desired("web")
        let plan = try makePlan([input(stack([]), [live(1, like: web)])], options: PlanOptions(purpose: .release))
        let change = try change("web", in: document(plan))?["change"]
        #expect(change?["actions"] == .array([.string("forget")]) && change?["after"] == .null)
    }

    @Test("what is blocked is deferred, with its code, and nowhere else")
    func blocked() throws {
        let document = try document(Scenario.blocked.plan())
        #expect(change("prevent-destroy", in: document) == nil)
        #expect(change("prevent-destroy", in: document, "deferred_changes") != nil)
        #expect(document["deferred_changes"]?.items?.contains { $0["reason"] == .string("prevent-destroy") } == true)
        let planned = document["planned_values"]?["root_module"]?["resources"]?.items?.compactMap { $0["index"]?.string }
        #expect(planned?.contains("-/KR1/prod/prevent-destroy") == false && planned?.contains("-/KR1/prod/updated") == true)
    }
}
