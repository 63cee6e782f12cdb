import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("One stack in many clouds")
struct ManyCloudsTests {
    /// The manifests `a.yaml`, `b.yaml` and `c.yaml` are one stack for three entries of clouds.yaml, of which `c` leads where `a` does.
    private func withClouds(_ body: (Shell, SimulatorHandle) async throws -> Void) async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            shell.environment = ["HOME": shell.folder.path]
            let folder = shell.folder.appending(path: ".config/openstack")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let projects = [("a", "1"), ("b", "2"), ("c", "1")]
            let entries = projects.map { name, digit in
                let project = String(repeating: digit, count: 32)
                return
                    "  \(name): {auth: {auth_url: \"\(simulator.baseURL)/v2.0\", username: me, password: secret, project_id: \"\(project)\"}}\n"
            }
            try Data("clouds:\n\(entries.joined())".utf8).write(to: folder.appending(path: "clouds.yaml"))
            for (name, _) in projects {
                try shell.write(webAndDatabase.replacing("stack: prod", with: "stack: prod\ncloud: \(name)"), as: "\(name).yaml")
            }
            try await body(shell, simulator)
        }
    }

    @Test("a baseline of two projects is planned, applied and checked in one run, and a project keeps its own")
    func baseline() async throws {
        try await withClouds { shell, simulator in
            let planned = await shell.run("plan", "a.yaml", "b.yaml")
            #expect(planned.status == .done, "\(planned)")
            #expect(planned.output.contains("a:prod (KR1), project ") && planned.output.contains("b:prod (KR1), project "), "\(planned)")
            #expect(planned.output.contains("Plan: 4 to add"), "\(planned)")
            #expect(await shell.run("validate", "--strict", "a.yaml", "b.yaml").status == .done)
            let one = await shell.run("apply", "--yes", "--target", "b:prod/web", "a.yaml", "b.yaml")
            #expect(one.status == .done && one.errors.contains("b:prod/web (KR1): created"), "\(one)")
            let creates = await simulator.writes.filter { $0.method == "POST" && $0.path.hasSuffix("flowlog-loggers") }
            #expect(creates.count == 1)
            #expect(await shell.run("apply", "--yes", "a.yaml", "b.yaml").status == .done)
            #expect(await shell.run("drift", "a.yaml", "b.yaml").status == .done)
            #expect(await shell.run("verify", "a.yaml", "b.yaml").status == .done)
            // Alone, nothing is said of clouds.
            let alone = await shell.run("plan", "--replace", "web", "a.yaml")
            #expect(alone.output.contains("\nprod (KR1), project ") || alone.output.hasPrefix("prod (KR1), project "), "\(alone)")
        }
    }

    @Test("a selector that is not unique is exit 64 before any call, and says what it could mean")
    func selectors() async throws {
        try await withClouds { shell, simulator in
            for option in ["--target", "--exclude", "--replace"] {
                let vague = await shell.run("plan", option, "prod/web", "a.yaml", "b.yaml")
                #expect(vague.status == .usage && vague.errors.contains("'prod/web' could mean a:prod/web, b:prod/web"), "\(vague)")
            }
            #expect(await simulator.requests.isEmpty)
            try shell.write(webAndDatabase.replacing("stack: prod", with: "stack: test\ncloud: b"), as: "test.yaml")
            let key = await shell.run("drift", "--target", "web", "a.yaml", "test.yaml")
            #expect(key.status == .usage && key.errors.contains("'web' could mean prod/web, test/web"), "\(key)")
            let none = await shell.run("plan", "--target", "c:prod/web", "a.yaml", "b.yaml")
            #expect(none.status == .usage && none.errors.contains("no logger matches 'c:prod/web'"), "\(none)")
        }
    }

    @Test("two entries that lead to one project are an error of both stacks, and the others are planned")
    func oneProject() async throws {
        try await withClouds { shell, simulator in
            let planned = await shell.run("plan", "a.yaml", "b.yaml", "c.yaml")
            #expect(planned.status == .invalid, "\(planned)")
            for cloud in ["a", "c"] {
                #expect(planned.errors.contains("error: \(cloud):prod (KR1): stack 'prod' is in this run"), "\(planned)")
            }
            #expect(planned.output.contains("b:prod (KR1), project ") && planned.output.contains("2 stacks not planned"), "\(planned)")
            #expect(await shell.run("apply", "--yes", "a.yaml", "c.yaml").status == .invalid)
            #expect(await simulator.writes.isEmpty)
            try shell.write(webAndDatabase.replacing("stack: prod", with: "stack: prod\ncloud: a"), as: "again.yaml")
            #expect(await shell.run("validate", "a.yaml", "again.yaml").output.contains("duplicate-stack"))
        }
    }

    @Test("plans of the shards, shown as one, say what one run says; a failed stack keeps its exit code")
    func shown() async throws {
        try await withClouds { shell, _ in
            func file(_ name: String) -> String { shell.folder.appending(path: name).path }
            try shell.write(webAndDatabase.replacing("stack: prod", with: "stack: second\ncloud: b"), as: "second.yaml")
            let manifests = ["a.yaml", "b.yaml", "second.yaml"]
            let (first, last, all, broken) = (file("1.plan"), file("2.plan"), file("whole.plan"), file("broken.json"))
            for (shard, file) in [("1/2", first), ("2/2", last)] {
                #expect(await shell.run(["plan", "--shard", shard, "--out", file] + manifests) { _ in }.status == .done)
            }
            let whole = await shell.run(["plan", "--out", all] + manifests) { _ in }
            #expect(await shell.run("show", all).output == whole.output)
            for format in ["text", "markdown", "github", "gitlab"] {
                let one = await shell.run("show", "--run-label", "x", "--format", format, all)
                let joined = await shell.run("show", "--run-label", "x", "--format", format, last, first)
                #expect(joined.status == .done && joined.output == one.output && joined.errors.isEmpty, "\(joined)")
            }
            let alone = await shell.run("show", first)
            #expect(alone.status == .done && alone.errors.contains("note: this is shard 1/2"), "\(alone)")
            let mixed = await shell.run("show", first, all)
            #expect(mixed.status == .invalid && mixed.errors.contains("\(first) is of shard 1/2, and \(all) of no shard"), "\(mixed)")
            let failed = await shell.run("plan", "--write", "json=\(broken)", "a.yaml", "c.yaml")
            #expect(failed.status == .invalid)
            let shown = await shell.run("show", broken)
            #expect(shown.status == .invalid && shown.output.hasPrefix(failed.output), "\(shown)")
            let applied = await shell.run("apply", "--yes", "--plan", broken)
            #expect(applied.status == .invalid && applied.errors.contains("could not be planned when it was made"), "\(applied)")
        }
    }
}
