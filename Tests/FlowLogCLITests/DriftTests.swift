import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Synchronization
import Testing

@Suite("drift")
struct DriftTests {
    @Test("in sync is exit 0, an edit behind our back exit 2 in every format, and nothing is ever written to the API")
    func exitCodes() async throws {
        try await Shell.withApplied { shell, simulator, web in
            let writes = await simulator.writes.count
            #expect(await shell.run("drift", "prod.yaml").status == .done)
            try await simulator.editBehindTheBack(web, #"{"name": "by hand"}"#)
            for format in ["text", "json", "markdown", "github", "gitlab", "junit", "prometheus"] {
                let drifted = await shell.run("drift", "--format", format, "prod.yaml")
                #expect(drifted.status == .changes, "\(format): \(drifted)")
                #expect(!drifted.output.isEmpty)
            }
            #expect(await shell.run("drift", "--target", "db", "prod.yaml").status == .done)
            #expect(await simulator.writes.count == writes)
        }
    }

    @Test("a logger in ERROR is drift although no field differs")
    func unhealthy() async throws {
        try await Shell.withApplied { shell, simulator, web in
            try await simulator.editBehindTheBack(web, #"{"status": "ERROR", "error_type": "OBSConfigurationError"}"#)
            #expect(await shell.run("plan", "--detailed-exitcode", "prod.yaml").status == .done)
            let drifted = await shell.run("drift", "prod.yaml")
            #expect(drifted.status == .changes && drifted.output.contains("unhealthy"), "\(drifted)")
            #expect(drifted.output.contains("advice: check the container URL"))
        }
    }

    @Test("unmanaged loggers are drift only if asked for")
    func unmanaged() async throws {
        let seed =
            #"[{"name": "by hand", "resource_id": "1c7f2a90-5d3b-4e0e-8b7a-2f6f0f1d9c55", "storage_url": "https://h.example/v1/AUTH_a/c/d"}]"#
        let configuration = SimulatorConfiguration(buildTime: .zero, seeds: try Seed.list(parsing: Array(seed.utf8)))
        try await Shell.withSimulator(configuration) { shell, _ in
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            #expect(await shell.run("drift", "prod.yaml").status == .done)
            let strict = await shell.run("drift", "--fail-on-unmanaged", "prod.yaml")
            #expect(strict.status == .changes && strict.output.contains("by hand"), "\(strict)")
        }
    }

    @Test("the metrics say when the last success was, also after a run that failed, and keep it from the file")
    func metrics() async throws {
        try await Shell.withApplied { shell, _, _ in
            var shell = shell
            let file = shell.folder.appending(path: "drift.prom").path
            let labels = #"{command="drift",run="\#(shell.folder.path)/prod.yaml"}"#
            @Sendable func at(_ seconds: Double) -> @Sendable (inout Context) -> Void {
                { $0.now = { Date(timeIntervalSince1970: seconds) } }
            }
            let fine = await shell.run(["drift", "--write", "prometheus=\(file)", "prod.yaml"], with: at(1_700_000_000))
            #expect(fine.status == .done)
            let first = try shell.read("drift.prom")
            #expect(first.contains("flowlogctl_last_run_exit_code\(labels) 0\n"))
            #expect(first.contains("flowlogctl_last_success_timestamp_seconds\(labels) 1700000000\n"))
            let loggerLabels = #"stack="prod",region="KR1",project="0123456789abcdef0123456789abcdef",state="in_sync""#
            #expect(first.contains("flowlogctl_loggers{\(loggerLabels)} 2"))

            shell.environment["OS_PASSWORD"] = "wrong"
            let failed = await shell.run(["drift", "--write", "prometheus=\(file)", "prod.yaml"], with: at(1_700_000_600))
            #expect(failed.status == .notAuthenticated)
            let second = try shell.read("drift.prom")
            #expect(second.contains("flowlogctl_last_run_exit_code\(labels) 4\n"))
            #expect(second.contains("flowlogctl_last_run_timestamp_seconds\(labels) 1700000600\n"))
            #expect(second.contains("flowlogctl_last_success_timestamp_seconds\(labels) 1700000000\n"))

            try shell.write("apiVersion: flowlog/v1\nstack: prod\nloggers: {web: {}}\n")
            let invalid = await shell.run(["drift", "--write", "prometheus=\(file)", "prod.yaml"], with: at(1_700_001_200))
            #expect(invalid.status == .invalid)
            let third = try shell.read("drift.prom")
            #expect(third.contains("flowlogctl_last_run_exit_code\(labels) 3\n"))
            #expect(third.contains("flowlogctl_last_success_timestamp_seconds\(labels) 1700000000\n"))
        }
    }

    @Test("runs beside each other have series of their own: by their paths, or by --run-label; a long one is cut and still differs")
    func runLabels() async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(manifest("  {}"))
            func series(_ arguments: String...) async throws -> Set<Substring> {
                let file = shell.folder.appending(path: "x.prom").path
                _ = await shell.run(["drift", "--write", "prometheus=\(file)"] + arguments) { _ in }
                return Set(try shell.read("x.prom").split(separator: "\n").filter { $0.contains("_last_run_exit_code{") })
            }
            #expect(
                try await series("--run-label", "nightly", "prod.yaml") == [
                    #"flowlogctl_last_run_exit_code{command="drift",run="nightly"} 0"#
                ])
            let long = String(repeating: "라", count: 200)
            let cut = try await series("--run-label", long + "a", "prod.yaml")
            let other = try await series("--run-label", long + "b", "prod.yaml")
            #expect(cut.isDisjoint(with: other) && cut.first?.contains("\(long.prefix(187))-") == true)
            #expect(try await series("--run-label", long, "prod.yaml").first?.contains(#"run="\#(long)"}"#) == true)
            #expect(await shell.run("drift", "--run-label", "", "prod.yaml").status == .usage)
        }
    }

    @Test("a run that a signal ends writes that into its metrics, and keeps the last success")
    func interruptedMetrics() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(manifest("  {}"))
            let file = shell.folder.appending(path: "drift.prom").path
            let arguments = ["drift", "--write", "prometheus=\(file)", "--run-label", "x", "prod.yaml"]
            let fine = await shell.run(arguments) { $0.now = { Date(timeIntervalSince1970: 1_700_000_000) } }
            #expect(fine.status == .done)
            let lastWords = LastWords()
            // What the run itself finds out afterwards must not overwrite how it ended.
            let keep: @Sendable (@escaping @Sendable () -> Void) -> Void = { lastWords.keep($0) }
            let tell: @Sendable (String) -> Void = { _ in lastWords.tell() }
            _ = await shell.run(arguments) {
                $0.now = { Date(timeIntervalSince1970: 1_700_000_600) }
                $0.beforeInterrupt = keep
                $0.writeOutput = tell
            }
            let metrics = try shell.read("drift.prom")
            #expect(metrics.contains("flowlogctl_last_run_exit_code{command=\"drift\",run=\"x\"} 8\n"), "\(metrics)")
            #expect(metrics.contains("flowlogctl_last_run_timestamp_seconds{command=\"drift\",run=\"x\"} 1700000600\n"))
            #expect(metrics.contains("flowlogctl_last_success_timestamp_seconds{command=\"drift\",run=\"x\"} 1700000000\n"))
        }
    }

    @Test("a message is posted when there is drift, and only then; a webhook that fails is a warning")
    func webhook() async throws {
        try await Shell.withApplied { shell, simulator, web in
            var shell = shell
            shell.environment["HOOK"] = "\(simulator.baseURL)/services/very-secret"
            let fine = await shell.run("drift", "--webhook-env", "HOOK", "prod.yaml")
            #expect(fine.status == .done && fine.errors.isEmpty)
            #expect(await simulator.requests.allSatisfy { $0.path != "/services/very-secret" })

            try await simulator.editBehindTheBack(web, #"{"name": "<!channel> by hand"}"#)
            let drifted = await shell.run("drift", "--log-level", "trace", "--webhook-env", "HOOK", "prod.yaml")
            #expect(drifted.status == .changes)
            #expect(drifted.errors.contains("warning: the webhook failed: "))
            #expect(!(drifted.output + drifted.errors).contains("very-secret"))
            let posted = await simulator.requests.filter { $0.path == "/services/very-secret" }
            #expect(posted.count == 1)
            let text = try #require(posted.first?.body.object?["text"]?.string)
            #expect(text.contains("prod") && !text.contains("<!channel>"))
        }
    }

    @Test("a variable that is not set, or no URL, is a warning in every run")
    func webhookVariable() async throws {
        try await Shell.withApplied { shell, _, _ in
            var shell = shell
            let unset = await shell.run("drift", "--webhook-env", "HOOK", "prod.yaml")
            #expect(unset.status == .done && unset.errors == "warning: the webhook cannot be used: HOOK is not set\n")
            let given = await shell.run("drift", "--webhook-env", "https://hooks.example/very-secret", "prod.yaml")
            #expect(
                given.status == .usage && given.errors.contains("takes the name of a variable") && !given.errors.contains("very-secret"))
            shell.environment["HOOK"] = "hooks.example/very-secret"
            let malformed = await shell.run("drift", "--webhook-env", "HOOK", "prod.yaml")
            #expect(malformed.status == .done)
            #expect(malformed.errors == "warning: the webhook cannot be used: the value of HOOK is not an https URL\n")
            for value in [
                "https://hooks.example/very-secret\n", " https://hooks.example/very-secret", "https://hooks.example/very-secret\r\n",
            ] {
                shell.environment["HOOK"] = value
                let broken = await shell.run("drift", "--webhook-env", "HOOK", "prod.yaml")
                #expect(broken.status == .done && broken.errors.contains("the value of HOOK has a line end or a space in it"))
                #expect(!broken.errors.contains("very-secret"))
            }
        }
    }

    @Test("in GitHub Actions plan and drift append a summary and outputs; elsewhere they leave the files alone")
    func gitHub() async throws {
        try await Shell.withApplied { shell, simulator, web in
            var shell = shell
            try await simulator.editBehindTheBack(web, #"{"admin_state_up": false, "status": "INACTIVE"}"#)
            try shell.write("before\n", as: "summary.md")
            shell.environment["GITHUB_STEP_SUMMARY"] = shell.folder.appending(path: "summary.md").path
            shell.environment["GITHUB_OUTPUT"] = shell.folder.appending(path: "output").path
            #expect(await shell.run("plan", "prod.yaml").status == .done)
            let untouched = try shell.read("summary.md")
            #expect(untouched == "before\n")

            shell.environment["GITHUB_ACTIONS"] = "true"
            #expect(await shell.run("plan", "prod.yaml").status == .done)
            #expect(await shell.run("drift", "prod.yaml").status == .changes)
            let summary = try shell.read("summary.md")
            #expect(summary.hasPrefix("before\n") && summary.contains("admin\\_state\\_up") || summary.contains("admin_state_up"))
            let output = try shell.read("output")
            let once = "has_changes=true\ncreate=0\nupdate=1\nreplace=0\ndelete=0\n"
            #expect(output == once + once)

            let limit = (1 << 20) - 1
            // It is that of the whole step, and nothing is appended to somebody's unfinished line.
            try shell.write(String(repeating: "x", count: limit - 30_000), as: "summary.md")
            try shell.write("name=value", as: "output")
            #expect(await shell.run("plan", "prod.yaml").status == .done)
            let added = try shell.read("summary.md")
            #expect(
                added.contains("xxx\n\n<!-- flowlogctl: \(shell.folder.appending(path: "prod.yaml").path) -->\n## flowlogctl plan: ")
                    && added.utf8.count <= limit)
            let lines = try shell.read("output")
            #expect(lines == "name=value\n" + once)
            try shell.write(String(repeating: "x", count: limit - 10), as: "summary.md")
            let full = await shell.run("drift", "prod.yaml")
            #expect(full.status == .changes && full.errors.contains("warning: the summary of this step is full"))
            #expect(try shell.read("summary.md").utf8.count == limit - 10)

            shell.environment["GITHUB_OUTPUT"] = "/nowhere/at/all"
            let unwritable = await shell.run("plan", "prod.yaml")
            #expect(unwritable.status == .done && unwritable.errors.contains("warning: cannot write /nowhere/at/all"))
        }
    }

    @Test("in GitHub Actions apply says what was done and what was not, and what was planned")
    func gitHubApply() async throws {
        try await Shell.withSimulator { shell, _ in
            var shell = shell
            shell.environment["GITHUB_ACTIONS"] = "true"
            func step(_ name: String) {
                shell.environment["GITHUB_STEP_SUMMARY"] = shell.folder.appending(path: "\(name).md").path
                shell.environment["GITHUB_OUTPUT"] = shell.folder.appending(path: "\(name).out").path
            }
            try shell.write(webAndDatabase)
            step("done")
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            let done = try (shell.read("done.md"), shell.read("done.out"))
            #expect(
                done.0.hasPrefix("## flowlogctl apply: `prod (KR1)`")
                    && done.0.contains("\n\n**Apply complete: 2 done.**\n\n### Done (2)\n"))
            #expect(done.0.contains("\n+ web ") && done.0.contains("web  created\n"), "\(done.0)")
            #expect(done.1 == "has_changes=true\ncreate=2\nupdate=0\nreplace=0\ndelete=0\ndone=2\nfailed=0\nnot_started=0\nunknown=0\n")

            step("refused")
            try shell.write(manifest("  {}"))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .refused)
            let refused = try (shell.read("refused.md"), shell.read("refused.out"))
            #expect(refused.0.contains("**Nothing was changed.**") && refused.0.contains("\n- web ") && refused.0.contains("  not done\n"))
            #expect(refused.1.contains("delete=2\ndone=0\n"))
        }
    }
}
