import FlowLogManifest
import FlowLogModel
import FlowLogPlan
import TestSupport
import Testing

@Suite("Stacks of a saved plan, checked as manifests are")
struct StackCheckTests {
    private func bytes(_ stacks: [DesiredStack]) throws -> [UInt8] {
        let state = try LiveState(region: "KR1", projectID: "project", list: [])
        return Array(PlanDocument(makePlan(stacks.map { PlanInput($0, .success(state)) }), createdAt: "2026-01-01T00:00:00Z").text.utf8)
    }

    @Test("what a manifest could say passes, whatever it is")
    func sound() throws {
        var random = SeededRandom()
        print("stacks of plans: \(random.note)")
        for _ in 0..<100 {
            let world = RandomWorld(using: &random)
            #expect(problems(asManifests: [world.stack]) == [], "\(random.note)")
            _ = try SavedPlan(try bytes([world.stack]), problems: problems(asManifests:))
        }
        let odd = desired(
            "web", [.name: .string("${x} 가 \u{200B}: #"), .description: .string("a\nb\t${key} ")], ignoreChanges: [.filter, .name])
        #expect(problems(asManifests: [stack([odd], unmanaged: .delete, maxDeletes: .percent(3)), stack([], name: "empty")]) == [])
    }

    @Test("what none could say is named, although the checksum is right")
    func forged() throws {
        let rows: [(DesiredLogger, String)] = [
            (desired("web", [.description: .string("x [flowlogctl:other/web]")]), "prod/web: 'description' contains '[flowlogctl:'"),
            (desired("web", [.storageURL: .string("http://host.example/v1/AUTH_a/c/d")]), "prod/web: 'storage_url'"),
            (desired("web", [.name: .string("a\u{1B}[2J")]), "prod/web: 'name' has a control character"),
            (desired("web", [.resourceID: .string("x")]), "prod/web: 'x' is not a UUID"),
            (desired("web", [.filter: .string("SOME")]), "prod/web: "),
            (desired("web", [.aggregationInterval: .integer(99)]), "prod/web: "),
            (desired("web", [.filter: nil]), "prod/web: a manifest would say something else"),
            (desired("web", [.name: .integer(5)]), "prod/web: a manifest would say something else"),
            (desired("we/b"), "prod/we/b: "), (desired("web", previousKeys: ["web"]), "prod/web: previous key"),
            (desired("web", pinnedID: "x"), "prod/web: "),
            (desired("web", [.description: .string(String(repeating: "x", count: 250))]), "prod/web: 'description' is too long"),
        ]
        for (logger, words) in rows {
            let error = #expect(throws: SavedPlan.Invalid.self) {
                try SavedPlan(try bytes([stack([logger])]), problems: problems(asManifests:))
            }
            #expect(error?.message.contains("it holds what no manifest may: \(words)") == true, "\(error?.message ?? "")")
        }
        #expect(!problems(asManifests: [stack([desired("web"), desired("web")])]).isEmpty)
        #expect(!problems(asManifests: [stack([]), stack([])]).isEmpty)
        #expect(!problems(asManifests: [stack([], name: "No")]).isEmpty)
    }
}
