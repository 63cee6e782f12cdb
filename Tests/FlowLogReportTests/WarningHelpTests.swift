import FlowLogModel
import FlowLogPlan
import FlowLogReport
import TestSupport
import Testing

@Suite("The help of a warning")
struct WarningHelpTests {
    private func helpLines(_ acl: String) throws -> (shown: [String], text: String) {
        var stack = stack([desired("web")])
        stack.storageWriter = StorageWriter("tenant:user")
        let container = StorageContainer(origin: "https://host.example", tenant: "a", name: "flowlog")
        let facts: StorageFacts = [container: .found(writeACL: acl, url: container.url)]
        let plan = makePlan([PlanInput(stack, .success(try LiveState(region: "KR1", projectID: "project", list: [])), storage: facts)])
        let warning = try #require(plan.warnings.first { $0.code == .containerNotWritable })
        return (warning.helpLines.map(\.string), warning.help ?? "")
    }

    @Test func `a command stands on a line of its own`() throws {
        #expect(
            try helpLines("a:b").shown == [
                "  = help: this grants it; the header replaces the whole list, and $TOKEN is a token of the storage's project",
                "      curl -sS -f -X POST -H \"X-Auth-Token: $TOKEN\" -H 'X-Container-Write: a:b,tenant:user' 'https://host.example/v1/AUTH_a/flowlog'",
            ])
    }

    @Test(arguments: injections + ["::error::x", "##[group]x", "\u{202E}a:b", "a:b\u{301}"])
    func `a command is shown as it is to be run, or there is none, whatever the access list`(acl: String) throws {
        let (shown, text) = try helpLines(acl)
        let commands = text.split(separator: "\n").dropFirst().map { "      \($0)" }
        #expect(Array(shown.dropFirst()) == commands && commands.count <= 1)
    }
}
