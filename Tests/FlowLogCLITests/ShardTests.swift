import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("Runs that share the stacks of the same manifests")
struct ShardTests {
    /// Runs `body` with `prod` (shard 1/2) and `second` (2/2), in one place.
    private func withTwo(_ body: (Shell, SimulatorHandle) async throws -> Void) async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            try shell.write(webAndDatabase.replacing("stack: prod", with: "stack: second"), as: "second.yaml")
            try await body(shell, simulator)
        }
    }

    private let both = ["prod.yaml", "second.yaml"]

    @Test(
        "only the stacks of the shard are planned, applied, compared and verified, and a note counts them",
        arguments: [("1/2", "prod", "second"), ("2/2", "second", "prod")])
    func only(shard: String, own: String, other: String) async throws {
        try await withTwo { shell, simulator in
            let planned = await shell.run(["plan", "--shard", shard] + both) { _ in }
            #expect(planned.status == .done && planned.errors.contains("note: shard \(shard): 1 of 2 stacks\n"), "\(planned)")
            #expect(planned.output.contains("\(own) (KR1)") && !planned.output.contains(other))
            let applied = await shell.run(["apply", "--yes", "--shard", shard] + both) { _ in }
            #expect(applied.status == .done && applied.output.contains("Apply complete: 2 done."), "\(applied)")
            #expect(await simulator.writes.count == 2)
            for command in [["drift"], ["verify"]] {
                let checked = await shell.run(command + ["--shard", shard] + both) { _ in }
                #expect(checked.status == .done && !checked.output.contains(other), "\(checked)")
                #expect(await shell.run(command + both) { _ in }.status == .changes)
            }
        }
    }

    @Test("plan documents say which shard they are of, and others say nothing")
    func document() async throws {
        try await withTwo { shell, _ in
            let shard = try await shell.run(["plan", "--format", "json", "--shard", "2/2"] + both) { _ in }.json.object
            #expect(shard?["shard"]?.string == "2/2" && shard?["desired"]?.array?.count == 1 && shard?["neighbours"]?.array?.count == 1)
            let whole = try await shell.run(["plan", "--format", "json"] + both) { _ in }.json.object
            #expect(whole?["shard"] == nil && whole?["neighbours"] == nil && whole?["desired"]?.array?.count == 2)
        }
    }

    @Test("a stack of another shard in the same place keeps what it adopts from being pruned, also when a saved plan is applied")
    func neighbours() async throws {
        try await withTwo { shell, simulator in
            try shell.write(webAndDatabase, as: "second.yaml")
            #expect(await shell.run("apply", "--yes", "second.yaml").status == .done)
            #expect(await shell.run("release", "--yes", "second.yaml").status == .done)
            // Now nobody owns web and db: `second` will adopt them, and `prod` deletes what nobody owns.
            try shell.write(webAndDatabase.replacing("stack: prod", with: "stack: second"), as: "second.yaml")
            try shell.write(manifest("  {}", head: "region: KR1\nunmanaged: delete"))
            #expect(await shell.run("plan", "prod.yaml").output.contains("2 to destroy"))
            let file = shell.folder.appending(path: "shard.plan").path
            let saved = await shell.run(["plan", "--out", file, "--shard", "1/2"] + both) { _ in }
            #expect(saved.status == .done && saved.output.hasPrefix("No changes."), "\(saved)")
            let writes = await simulator.writes.count
            let applied = await shell.run("apply", "--yes", "--plan", file)
            #expect(applied.status == .done && applied.output.hasPrefix("No changes."), "\(applied)")
            #expect(await shell.run(["apply", "--yes", "--shard", "1/2"] + both) { _ in }.status == .done)
            #expect(await simulator.writes.count == writes)
            let adopted = await shell.run(["apply", "--yes", "--shard", "2/2"] + both) { _ in }
            #expect(adopted.status == .done && adopted.output.contains("adopt"), "\(adopted)")
        }
    }

    @Test("another entry of clouds.yaml that may lead to the same project is in view too, and one that does not is not even logged in to")
    func entries() async throws {
        try await withTwo { shell, simulator in
            var shell = shell
            func entry(_ name: String, _ project: String) -> String {
                "  \(name): {auth: {auth_url: '\(simulator.baseURL)/v2.0', username: me, password: secret, \(project)}}\n"
            }
            let id = "0123456789abcdef0123456789abcdef"
            let clouds =
                "clouds:\n" + entry("a", "project_id: \(id)") + entry("b", "project_id: \(id)")
                + entry("c", "project_id: ffffffffffffffffffffffffffffffff")
            shell.environment = ["OS_CLIENT_CONFIG_FILE": try shell.write(clouds, as: "clouds.yaml")]
            try shell.write(webAndDatabase.replacing("region:", with: "cloud: a\nregion:"))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            #expect(await shell.run("release", "--yes", "prod.yaml").status == .done)
            try shell.write(manifest("  {}", head: "cloud: a\nregion: KR1\nunmanaged: delete"))
            let second = webAndDatabase.replacing("stack: prod", with: "stack: second")
            for (cloud, isSame) in [("b", true), ("c", false), ("none", false)] {
                try shell.write(second.replacing("region:", with: "cloud: \(cloud)\nregion:"), as: "second.yaml")
                let before = await simulator.requests.count
                let planned = await shell.run(["plan", "--shard", "1/2"] + both) { _ in }
                #expect(planned.status == .done && planned.output.contains("2 to destroy") == !isSame, "\(cloud): \(planned)")
                // A login and a list for each entry.
                #expect(await simulator.requests.count - before == (isSame ? 4 : 2), "\(cloud)")
                #expect(planned.errors == "note: shard 1/2: 1 of 2 stacks\n", "\(planned)")
                // What the other stack claims is not missed at the end either, when all is listed again.
                let applied = await shell.run(["apply", "--yes", "--shard", "1/2"] + both) { _ in }
                #expect(applied.status == (isSame ? .done : .refused), "\(cloud): \(applied)")
            }
        }
    }

    @Test("a shard without a stack is a note and exit 0, makes no call, needs no credentials, and writes all that it is asked for")
    func empty() async throws {
        try await withTwo { shell, simulator in
            var shell = shell
            shell.environment = [:]
            let note = "note: shard 2/2: 0 of 1 stack, nothing to do\n"
            let file = shell.folder.appending(path: "shard.plan").path
            let planned = await shell.run("plan", "--shard", "2/2", "--out", file, "--format", "json", "prod.yaml")
            #expect(planned.status == .done && planned.errors.hasPrefix(note), "\(planned)")
            let document = try planned.json.object
            #expect(document?["shard"]?.string == "2/2")
            #expect(await shell.run("show", file).output.hasPrefix("No changes. No stack is in shard 2/2.\n"))
            #expect(await shell.run("drift", "--shard", "2/2", "prod.yaml").output == "No drift. No stack is in shard 2/2.\n")
            let applied = await shell.run("apply", "--yes", "--shard", "2/2", "prod.yaml")
            #expect(applied.status == .done && applied.errors == note, "\(applied)")
            #expect(await shell.run("apply", "--yes", "--plan", file).status == .done)
            let drifted = await shell.run("drift", "--shard", "2/2", "--format", "prometheus", "prod.yaml")
            #expect(drifted.status == .done && drifted.output.contains("prod.yaml shard 2/2\"} 0\n"), "\(drifted)")
            #expect(await shell.run("verify", "--shard", "2/2", "prod.yaml").status == .done)
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("all manifests are checked, whichever shard they are of")
    func invalid() async throws {
        try await withTwo { shell, simulator in
            try shell.write("apiVersion: flowlog/v1\nstack: second\nloggers: {web: {}}\n", as: "second.yaml")
            let planned = await shell.run(["plan", "--shard", "1/2"] + both) { _ in }
            #expect(planned.status == .invalid && planned.errors.contains("second.yaml"), "\(planned)")
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("a stack of another shard that cannot be logged in to is no failure of this one")
    func failures() async throws {
        try await withTwo { shell, _ in
            let other = webAndDatabase.replacing("stack: prod", with: "stack: second").replacing("region:", with: "cloud: none\nregion:")
            try shell.write(other, as: "second.yaml")
            let planned = await shell.run(["plan", "--shard", "1/2"] + both) { _ in }
            #expect(planned.status == .done && !planned.errors.contains("none"), "\(planned)")
            #expect(await shell.run(["plan", "--shard", "2/2"] + both) { _ in }.status == .notAuthenticated)
        }
    }

    @Test("wrong usage is 64 and says what is right", arguments: ["0/2", "3/2", "2", "a/b", "1/2/3", ""])
    func usage(text: String) async throws {
        try await withTwo { shell, simulator in
            for command in ["plan", "apply", "drift", "verify"] {
                let result = await shell.run(command, "--shard", text, "prod.yaml")
                #expect(result.status == .usage && result.errors.contains("I/N with I from 1 to N, such as 2/8"), "\(result)")
            }
            let saved = await shell.run("apply", "--yes", "--plan", "file", "--shard", "1/2")
            #expect(saved.status == .usage && saved.errors.contains("--shard"), "\(saved)")
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("runs of different shards have different labels, given or not, and each its own file of what was told")
    func labels() async throws {
        try await withTwo { shell, _ in
            let label = { (options: [String]) in
                await shell.run(["plan", "--format", "markdown"] + options + both) { _ in }.output.prefix { $0 != "\n" }
            }
            #expect(await label(["--shard", "1/2"]).hasSuffix("second.yaml shard 1/2 -->"))
            #expect(await label(["--shard", "2/2", "--run-label", "all"]) == "<!-- flowlogctl: all shard 2/2 -->")
            #expect(await label(["--run-label", "all"]) == "<!-- flowlogctl: all -->")
        }
    }

    @Test(
        "a selector of another shard is no error: silent for a logger of a manifest, a note if a live one may have it; what no shard has is 64",
        arguments: [
            ("web-2", nil, .done), ("second/web-2", nil, .done), ("nothing", "'nothing' matches nothing of this shard", .done),
            ("second/nothing", "'second/nothing' matches nothing of this shard", .done),
            ("prod/nothing", "no logger matches 'prod/nothing'", .usage), ("third/web", "no logger matches 'third/web'", .usage),
            ("db", "'db' could mean prod/db, second/db", .usage), ("prod/db", nil, .done),
        ] as [(String, String?, FlowLogCLI.ExitStatus)])
    func selectors(selector: String, message: String?, status: FlowLogCLI.ExitStatus) async throws {
        try await withTwo { shell, simulator in
            let second = webAndDatabase.replacing("stack: prod", with: "stack: second").replacing("  web:", with: "  web-2:")
            try shell.write(second, as: "second.yaml")
            let planned = await shell.run(["plan", "--target", selector, "--shard", "1/2"] + both) { _ in }
            #expect(planned.status == status && (message.map(planned.errors.contains) ?? true), "\(planned)")
            #expect(planned.errors.contains("matches nothing") == (message?.contains("matches nothing") ?? false), "\(planned)")
            // The shard that knows all live loggers of a stack says what the whole run says.
            let whole = await shell.run(["plan", "--target", selector] + both) { _ in }
            #expect(whole.status == (selector.contains("nothing") ? .usage : status), "\(whole)")
            let other = await shell.run(["plan", "--target", selector, "--shard", "2/2"] + both) { _ in }
            #expect(other.status == (["nothing", "prod/nothing"].contains(selector) ? .done : whole.status), "\(other)")
        }
    }

    @Test("a saved plan whose selectors were of another shard is applied as it was reviewed")
    func savedSelectors() async throws {
        try await withTwo { shell, _ in
            let file = shell.folder.appending(path: "shard.plan").path
            let options = ["--exclude", "second/web", "--exclude", "prod/db"]
            #expect(await shell.run(["plan", "--shard", "1/2", "--out", file] + options + both) { _ in }.status == .done)
            let applied = await shell.run("apply", "--yes", "--plan", file)
            #expect(applied.status == .done && applied.output.contains("Apply complete: 1 done."), "\(applied)")
        }
    }
}
