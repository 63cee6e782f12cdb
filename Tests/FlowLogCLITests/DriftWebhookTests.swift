import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("The webhook of drift")
struct DriftWebhookTests {
    /// Runs `body` when `webAndDatabase` is applied; the webhook leads to the simulator, which takes what is posted unless `faults` say otherwise.
    private func withHook(
        _ faults: String..., body: (Shell, SimulatorHandle, _ web: String) async throws -> Void
    ) async throws {
        let faults = try (faults + ["POST /services/* garbage"]).map { try Fault($0) }
        try await Shell.withSimulator(SimulatorConfiguration(buildTime: .zero, faults: faults)) { shell, simulator in
            var shell = shell
            shell.environment["HOOK"] = "\(simulator.baseURL)/services/very-secret"
            try shell.write(webAndDatabase)
            let applied = await shell.run("apply", "--yes", "prod.yaml")
            try await body(shell, simulator, try #require(applied.errors.id(after: "prod/web (KR1): created")))
        }
    }

    private func drift(_ shell: Shell, state: String? = "told.json", _ more: String...) async -> Shell.Result {
        let file = state.map { ["--webhook-state", shell.folder.appending(path: $0).path] } ?? []
        return await shell.run(["drift", "--run-label", "nightly", "--webhook-env", "HOOK"] + file + more + ["prod.yaml"]) { _ in }
    }

    private func posted(_ simulator: SimulatorHandle) async throws -> [String] {
        try await simulator.requests.filter { $0.path == "/services/very-secret" }.map {
            try #require($0.body.object?["text"]?.string)
        }
    }

    private func exists(_ name: String, in shell: Shell) -> Bool {
        FileManager.default.fileExists(atPath: shell.folder.appending(path: name).path)
    }

    @Test("the same drift is posted once, another one again, and once that it is resolved")
    func once() async throws {
        try await withHook { shell, simulator, web in
            #expect(await drift(shell).status == .done)
            #expect(try await posted(simulator).isEmpty)
            #expect(!exists("told.json", in: shell))

            try await simulator.editBehindTheBack(web, #"{"name": "by hand"}"#)
            for _ in 0..<3 { #expect(await drift(shell).status == .changes) }
            #expect(try await posted(simulator).count == 1)
            try await simulator.editBehindTheBack(web, #"{"name": "otherwise"}"#)
            for _ in 0..<2 { #expect(await drift(shell).status == .changes) }
            #expect(try await posted(simulator).count == 2)

            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            for _ in 0..<2 { #expect(await drift(shell).status == .done) }
            let all = try await posted(simulator)
            #expect(all.count == 3 && all.last == "*flowlogctl drift: resolved*\nNo drift. 2 loggers are as the manifests say.", "\(all)")
            let state = try shell.read("told.json")
            #expect(!state.contains("very-secret") && !state.contains("otherwise"))
        }
    }

    @Test("a check that fails is posted with its reason, once with a state file, and does not make known drift new")
    func failure() async throws {
        try await withHook { shell, simulator, web in
            try await simulator.editBehindTheBack(web, #"{"name": "by hand"}"#)
            _ = await drift(shell)
            var broken = shell
            broken.environment["OS_PASSWORD"] = "wrong-password"
            for _ in 0..<2 { #expect(await drift(broken).status == .notAuthenticated) }
            _ = await drift(shell)
            let login = try await posted(simulator).dropFirst()
            #expect(login.count == 2 && login.first?.hasPrefix("*flowlogctl drift: the check failed*\n") == true, "\(login)")
            #expect(login.first?.contains("\n• not checked: `prod (KR1)` `") == true)
            #expect(
                login.last
                    == "*flowlogctl drift*\nDrift: 1 of 2 loggers. (1 modified; 1 in sync, 0 unmanaged)\nThe check works again. Told before: 1."
            )

            try shell.write("apiVersion: flowlog/v1\nstack: prod\nloggers: {web: {}}\n")
            for _ in 0..<2 { #expect(await drift(shell).status == .invalid) }
            for _ in 0..<2 { #expect(await drift(shell, state: nil).status == .invalid) }
            let invalid = try await posted(simulator).dropFirst(3)
            #expect(invalid.count == 3, "\(invalid)")
            #expect(
                invalid.allSatisfy {
                    $0.hasPrefix(
                        "*flowlogctl drift: the check failed*\n• `nightly` exit code 3: `the manifest is invalid: no call was made`\n")
                })
            #expect(!(login + invalid).joined().contains("wrong-password"))
            try shell.write(webAndDatabase)
            #expect(await drift(shell, "--target", "nothing").status == .usage)
            #expect(try await posted(simulator).count == 6)
        }
    }

    @Test("what could not be posted was not told: the next run posts it")
    func lost() async throws {
        try await withHook("POST /services/* status=503 n=1") { shell, simulator, web in
            try await simulator.editBehindTheBack(web, #"{"name": "by hand"}"#)
            let first = await drift(shell)
            #expect(first.status == .changes && first.errors.contains("warning: the webhook failed: ") && !exists("told.json", in: shell))
            #expect(!first.errors.contains("very-secret"))
            for _ in 0..<2 { #expect(await drift(shell).errors.isEmpty) }
            #expect(try await posted(simulator).count == 2)
        }
    }

    @Test("a state file that is something else stays as it is, and hides nothing", arguments: ["stack: prod\n", #"{"drift":{}}"#])
    func foreign(content: String) async throws {
        try await withHook { shell, simulator, web in
            try shell.write(content, as: "told.json")
            try await simulator.editBehindTheBack(web, #"{"name": "by hand"}"#)
            for _ in 0..<2 {
                let run = await drift(shell)
                #expect(run.status == .changes && run.errors.contains("does not say what was posted before (it is damaged, or no file"))
                #expect(run.errors.contains("delete it or name another"))
            }
            #expect(try await posted(simulator).count == 2)
            let kept = try shell.read("told.json")
            #expect(kept == content)
        }
    }

    @Test("a state file that cannot be written is a warning, and the drift is posted again")
    func unwritable() async throws {
        try await withHook { shell, simulator, web in
            try await simulator.editBehindTheBack(web, #"{"name": "by hand"}"#)
            for _ in 0..<2 {
                let run = await drift(shell, state: "nowhere/told.json")
                #expect(run.status == .changes && run.errors.contains("the next run posts the same again"), "\(run.errors)")
            }
            #expect(try await posted(simulator).count == 2)
        }
    }

    @Test("--webhook-state needs --webhook-env, and is no file that the run reads or writes")
    func usage() async throws {
        try await withHook { shell, simulator, _ in
            let alone = await shell.run("drift", "--webhook-state", "told.json", "prod.yaml")
            #expect(alone.status == .usage && alone.errors.contains("give both"))
            let manifest = await shell.run("drift", "--webhook-env", "HOOK", "--webhook-state", "prod.yaml", "prod.yaml")
            #expect(manifest.status == .usage && manifest.errors.contains("already reads or writes"))
            #expect(try await posted(simulator).isEmpty)
            let kept = try shell.read("prod.yaml")
            #expect(kept == webAndDatabase)
        }
    }

    @Test("the state file of one shard is none of another: neither posts as over what the other one told")
    func shards() async throws {
        try await withHook { shell, simulator, web in
            try shell.write(webAndDatabase.replacing("stack: prod", with: "stack: second"), as: "second.yaml")
            try await simulator.editBehindTheBack(web, #"{"name": "by hand"}"#)
            func run(_ shard: String) async -> Shell.Result {
                let state = shell.folder.appending(path: "told.json").path
                let options = ["--webhook-env", "HOOK", "--webhook-state", state, "--shard", shard]
                return await shell.run(["drift"] + options + ["prod.yaml", "second.yaml"]) { _ in }
            }
            let first = await run("1/2")
            #expect(first.status == .changes && !first.errors.contains("posted before"), "\(first.errors)")
            let told = try shell.read("told.json")
            let other = await run("2/2")
            #expect(other.errors.contains("it is damaged, or no file of --webhook-state of shard 2/2"), "\(other.errors)")
            let kept = try shell.read("told.json")
            #expect(kept == told)
            let messages = try await posted(simulator)
            #expect(messages.count == 2 && !messages.joined().contains("resolved"), "\(messages)")
        }
    }
}
