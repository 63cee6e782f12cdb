import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("Saved plans, from review to apply")
struct SavedPlanTests {
    /// Runs `body` after web and db were applied and a change of web was planned and saved.
    private func withReviewedPlan(_ body: (Shell, SimulatorHandle, _ file: String, _ web: String) async throws -> Void) async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            let created = await shell.run("apply", "--yes", "prod.yaml")
            let web = try #require(created.errors.id(after: "prod/web (KR1): created"))
            try shell.write(webAndDatabase.replacing("웹 서버", with: "web servers"))
            let file = shell.folder.appending(path: "prod.plan").path
            let planned = await shell.run("plan", "--out", file, "prod.yaml")
            #expect(planned.status == .done)
            #expect(await shell.run("show", file).output == planned.output)
            try await body(shell, simulator, file, web)
        }
    }

    @Test("what was reviewed is exactly what runs, also when the manifest has changed since")
    func reviewed() async throws {
        try await withReviewedPlan { shell, simulator, file, _ in
            try shell.write(manifest("  {}"))
            let before = await simulator.writes.count
            let applied = await shell.run("apply", "--yes", "--plan", file)
            #expect(applied.status == .done, "\(applied)")
            #expect(await simulator.writes.dropFirst(before).map(\.method) == ["PUT"])
            let again = await shell.run("apply", "--yes", "--plan", file)
            #expect(again.status == .stale, "what is done already is not due any more")
        }
    }

    @Test("what moved since makes it stale: exit 6 names logger and field, and nothing is done")
    func stale() async throws {
        try await withReviewedPlan { shell, simulator, file, web in
            try await simulator.editBehindTheBack(web, #"{"name": "by hand"}"#)
            let before = await simulator.writes.count
            let applied = await shell.run("apply", "--yes", "--plan", file)
            #expect(applied.status == .stale)
            #expect(applied.errors.contains("stale: prod/web: name was \"web\" and is \"by hand\""))
            #expect(await simulator.writes.count == before)
        }
    }

    @Test("unrelated changes pass, are reported, and are left alone")
    func unrelated() async throws {
        try await withReviewedPlan { shell, simulator, file, _ in
            let listed = await shell.run("plan", "--format", "json", "prod.yaml").output
            let address = try #require(listed.firstRange(of: #""address":"prod/db""#))
            let database = try #require(String(listed[address.upperBound...]).id(after: #""id":"#))
            try await simulator.editBehindTheBack(database, #"{"name": "by hand"}"#)
            let applied = await shell.run("apply", "--yes", "--plan", file)
            #expect(applied.status == .done, "\(applied)")
            #expect(applied.errors.contains("note: prod/db is also due, but not in the saved plan: it is left alone"))
            #expect(await shell.run("plan", "prod.yaml").output.contains("name: \"by hand\" -> \"db\""))
        }
    }

    @Test("what is blocked since passes too, and is not called due")
    func blockedSince() async throws {
        try await withReviewedPlan { shell, simulator, file, _ in
            let listed = await shell.run("plan", "--format", "json", "prod.yaml").output
            let address = try #require(listed.firstRange(of: #""address":"prod/db""#))
            let database = try #require(String(listed[address.upperBound...]).id(after: #""id":"#))
            try await simulator.editBehindTheBack(database, #"{"description": "[flowlogctl:prod/db frozen]"}"#)
            let applied = await shell.run("apply", "--yes", "--plan", file)
            #expect(applied.status == .done, "\(applied)")
            #expect(applied.errors.contains("note: prod/db is blocked (newer-mark), but not in the saved plan: it is left alone"))
        }
    }

    @Test("an edited or foreign file is refused with the reason, exit 3, before any call")
    func refused() async throws {
        try await withReviewedPlan { shell, simulator, file, _ in
            let before = await simulator.requests.count
            let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
            try Data(text.replacing("web servers", with: "other text").utf8).write(to: URL(filePath: file))
            let edited = await shell.run("apply", "--yes", "--plan", file)
            #expect(edited.status == .invalid && edited.errors.contains("edited"))
            #expect(await shell.run("show", file).status == .invalid)
            #expect(await shell.run("apply", "--yes", "--plan", file + "x").status == .invalid)
            try Data(text.utf8).write(to: URL(filePath: file))
            #expect(await shell.run("apply", "--yes", "--region", "KR2", "--plan", file).status == .invalid)
            #expect(await shell.run("apply", "--yes", "--plan", file, "prod.yaml").status == .usage)
            #expect(await shell.run("apply", "--yes", "--plan", file, "--target", "web").status == .usage)
            #expect(await simulator.requests.count == before)
            var other = shell
            other.environment["OS_TENANT_ID"] = "ffffffffffffffffffffffffffffffff"
            let project = await other.run("apply", "--yes", "--plan", file)
            #expect(project.status == .invalid && project.output.contains("ffffffffffffffffffffffffffffffff"), "\(project)")
        }
    }

    @Test("a saved plan holds no secret")
    func secrets() async throws {
        try await withReviewedPlan { shell, _, file, _ in
            let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
            #expect(!text.contains("secret") && !text.contains("me@example.com"))
        }
    }
}

@Suite("Destroy, release and adoption")
struct OwnershipTests {
    @Test("destroy asks for the stack's name, deletes what the stack owns, and nothing else")
    func destroy() async throws {
        let handMade =
            #"[{"name": "stray", "resource_id": "12799b52-0c81-4820-8fe6-b4963989ffe1", "storage_url": "https://h/v1/AUTH_a/c/d"}]"#
        let configuration = SimulatorConfiguration(buildTime: .zero, seeds: try Seed.list(parsing: handMade.utf8))
        try await Shell.withSimulator(configuration) { shell, simulator in
            var shell = shell
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            #expect(await shell.run("destroy", "prod.yaml").status == .usage)
            shell.typed = ["yes"]
            #expect(await shell.run("destroy", "prod.yaml").status == .refused)
            shell.typed = ["prod"]
            let destroyed = await shell.run("destroy", "prod.yaml")
            #expect(destroyed.status == .done, "\(destroyed)")
            #expect(await simulator.writes.filter { $0.method == "DELETE" }.count == 2)
            #expect(
                await shell.run("plan", "prod.yaml").output.contains(
                    "Plan: 2 to add, 0 to change, 0 to destroy. (0 unchanged, 1 unmanaged)"))
        }
    }

    @Test("a protected logger refuses destroy, and its protection outlives its entry")
    func protected() async throws {
        try await Shell.withSimulator { shell, simulator in
            let line = "  web: {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11, lifecycle: {prevent_destroy: true}}"
            try shell.write(manifest(line))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            #expect(await shell.run("destroy", "--yes", "prod.yaml").status == .refused)
            try shell.write(manifest("  db: {resource_id: 045e204c-4624-4b68-ac8a-7375989d3b79}"))
            let removed = await shell.run("apply", "--yes", "prod.yaml")
            #expect(removed.status == .refused && removed.output.contains("! web  blocked (prevent-destroy)"))
            try shell.write(manifest(line.replacing("true", with: "false")))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            #expect(await shell.run("destroy", "--yes", "prod.yaml").status == .done)
            #expect(await simulator.writes.filter { $0.method == "DELETE" }.count == 1)
        }
    }

    @Test("release takes the mark off; the logger lives on and can be adopted again")
    func release() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            #expect(await shell.run("release", "prod.yaml", "web").status == .usage)
            #expect(await shell.run("release", "--yes", "prod.yaml", "wbe").status == .usage)
            let released = await shell.run("release", "--yes", "prod.yaml", "web")
            #expect(released.status == .done, "\(released)")
            #expect(released.output.contains("~ web  release") && released.output.contains("owner: \"prod/web\" -> null"))
            let adopted = await shell.run("apply", "--yes", "prod.yaml")
            #expect(adopted.status == .done && adopted.output.contains("~ web  adopt"))
            #expect(await simulator.writes.map(\.method) == ["POST", "POST", "PUT", "PUT"])
        }
    }

    @Test("explain has an answer for a code and a field, and says which there are for another word")
    func explain() async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            #expect(await shell.run("explain", "7").output.contains("Way out: "))
            #expect(await shell.run("explain", "filter").output.contains("one of ALL, ACCEPT, DROP"))
            let unknown = await shell.run("explain", "nope")
            #expect(unknown.status == .usage && unknown.errors.contains("max-deletes") && unknown.errors.contains("storage_url"))
        }
    }
}
