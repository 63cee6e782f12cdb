import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Glibc
import Testing

@Suite("Formats")
struct FormatTests {
    @Test("exit codes do not depend on the format", arguments: ["text", "json", "github", "sarif", "junit"])
    func validate(format: String) async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            try shell.write(webAndDatabase)
            #expect(await shell.run("validate", "--format", format, "prod.yaml").status == .done)
            try shell.write(webAndDatabase.replacing("filter: DROP", with: "fliter: DROP"))
            let invalid = await shell.run("validate", "--format", format, "prod.yaml")
            #expect(invalid.status == .invalid && invalid.output.contains("unknown-field") && invalid.errors.isEmpty)
            try shell.write(webAndDatabase.replacing("filter: DROP", with: "filter: DROP, name: web"))
            let warned = await shell.run("validate", "--strict", "--format", format, "prod.yaml")
            #expect(warned.status == .invalid && warned.output.contains("duplicate-name"), "\(warned)")
        }
    }

    @Test(
        "a plan says the same in every format, and so does the saved plan",
        arguments: ["text", "json", "markdown", "github", "gitlab", "terraform"])
    func plan(format: String) async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(webAndDatabase)
            let file = shell.folder.appending(path: "saved.plan").path
            let now: @Sendable (inout Context) -> Void = { $0.now = { Date(timeIntervalSince1970: 1_700_000_000) } }
            let planned = await shell.run(
                ["plan", "--detailed-exitcode", "--run-label", "prod", "--format", format, "--out", file, "prod.yaml"], with: now)
            #expect(planned.status == .changes)
            let shown = await shell.run("show", "--run-label", "prod", "--format", format, file)
            #expect(shown.status == .done && shown.output == planned.output)
            #expect(format == "gitlab" ? planned.output == #"{"create":2,"delete":0,"update":0}"# + "\n" : planned.output.contains("web"))
        }
    }

    @Test("several formats go to files in one run; one file that cannot be written is exit 1 and spares the others")
    func write() async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(webAndDatabase)
            func file(_ name: String) -> String { shell.folder.appending(path: name).path }
            let planned = await shell.run(
                "plan", "--write", "markdown=\(file("plan.md"))", "--write", "json=/nowhere/plan.json", "--write",
                "gitlab=\(file("gl.json"))",
                "prod.yaml")
            #expect(planned.status == .failed)
            #expect(planned.errors.contains("error: cannot write /nowhere/plan.json") && planned.output.contains("+ web  create"))
            let markdown = try shell.read("plan.md")
            let numbers = try shell.read("gl.json")
            #expect(
                markdown.hasPrefix("<!-- flowlogctl: \(file("prod.yaml")) -->\n## flowlogctl plan: `prod (KR1)`, project `")
                    && numbers == #"{"create":2,"delete":0,"update":0}"# + "\n")
            for wrong in ["markdown", "markdown=", "yaml=\(file("x"))", "=x"] {
                let refused = await shell.run("plan", "--write", wrong, "prod.yaml")
                #expect(
                    refused.status == .usage && refused.errors.contains("one of text, json, markdown, html, github, gitlab"), "\(refused)")
            }
        }
    }

    @Test("no file is written twice or both read and written, whatever its name, and no call is made then")
    func clashes() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            func file(_ name: String) -> String { shell.folder.appending(path: name).path }
            try FileManager.default.createSymbolicLink(atPath: file("link.md"), withDestinationPath: file("prod.yaml"))
            for options in [
                ["plan", "--write", "markdown=\(file("a"))", "--write", "json=\(shell.folder.path)/./a"],
                ["plan", "--write", "markdown=\(file("a"))", "--out", file("a")], ["plan", "--out", file("prod.yaml")],
                ["drift", "--write", "markdown=\(file("link.md"))"], ["validate", "--write", "json=\(file("prod.yaml"))"],
                ["apply", "--yes", "--write", "events=\(file("prod.yaml"))"], ["verify", "--write", "json=\(file("prod.yaml"))"],
            ] {
                let refused = await shell.run(options + ["prod.yaml"]) { _ in }
                #expect(refused.status == .usage && refused.errors.contains("this run already reads or writes"), "\(options): \(refused)")
            }
            for format in ["text", "events"] {
                let refused = await shell.run("apply", "--yes", "--write", "\(format)=\(file("prod.yaml"))", shell.folder.path)
                #expect(refused.status == .usage && refused.errors.contains("this run already reads or writes"), "\(refused)")
            }
            let manifest = try shell.read("prod.yaml")
            #expect(manifest == webAndDatabase)
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("a file that cannot be written does not hide what counts more")
    func precedence() async throws {
        try await Shell.withSimulator { shell, _ in
            var shell = shell
            try shell.write("loggers: [", as: "broken.yaml")
            try shell.write(webAndDatabase)
            let broken = await shell.run("drift", "--write", "prometheus=/nowhere/x", "broken.yaml")
            #expect(broken.status == .invalid && broken.errors.contains("the manifest is invalid: no call was made"))
            #expect(broken.errors.contains("cannot write /nowhere/x"))
            #expect(await shell.run("validate", "--write", "json=/nowhere/x", "broken.yaml").status == .invalid)
            shell.environment["OS_PASSWORD"] = "wrong"
            for command in ["plan", "drift", "verify"] {
                #expect(await shell.run(command, "--write", "json=/nowhere/x", "prod.yaml").status == .notAuthenticated)
            }
        }
    }

    @Test("metrics say of a run whose result could not be printed that it failed", arguments: ["drift", "verify"])
    func lostResult(command: String) async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(webAndDatabase)
            let file = shell.folder.appending(path: "x.prom").path
            let lost = await shell.run([command, "--run-label", "x", "--write", "prometheus=\(file)", "prod.yaml"]) {
                $0.outputError = { SystemError(code: ENOSPC) }
            }
            #expect(lost.status == .failed, "\(lost)")
            let metrics = try shell.read("x.prom")
            #expect(metrics.contains("\nflowlogctl_last_run_exit_code{command=\"\(command)\",run=\"x\"} 1\n"), "\(metrics)")
        }
    }

    @Test("an apply that cannot report its plan changes nothing")
    func lostWords() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            let silent = await shell.run(["apply", "--yes", "prod.yaml"]) { $0.outputError = { SystemError(code: ENOSPC) } }
            #expect(silent.status == .failed && silent.errors.contains("No space left on device): nothing was changed"), "\(silent)")
            let full = await shell.run("apply", "--yes", "--write", "events=/dev/full", "prod.yaml")
            #expect(full.status == .failed && full.errors.contains("nothing was changed"), "\(full)")
            let closed = await shell.run("apply", "--yes", "--write", "events=/dev/fd/987654321", "prod.yaml")
            #expect(closed.status == .failed && closed.errors.contains("cannot write /dev/fd/987654321"), "\(closed)")
            #expect(await simulator.writes.isEmpty)
        }
    }

    @Test("the metrics of drift say that another format could not be written")
    func metricsOfLostFormats() async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(manifest("  {}"))
            let file = shell.folder.appending(path: "drift.prom").path
            let drifted = await shell.run("drift", "--write", "prometheus=\(file)", "--write", "json=/nowhere/x", "prod.yaml")
            #expect(drifted.status == .failed)
            let metrics = try shell.read("drift.prom")
            #expect(
                metrics.contains("/prod.yaml\"} 1\n") && !metrics.contains("flowlogctl_last_success_timestamp_seconds{"))
        }
    }

    @Test("stdout as a file is stdout, which is not cut short")
    func standardOutput() async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(webAndDatabase)
            for name in ["-", "/dev/stdout"] {
                let planned = await shell.run("plan", "--write", "gitlab=\(name)", "prod.yaml")
                #expect(
                    planned.status == .done && planned.output.hasSuffix("unmanaged)\n{\"create\":2,\"delete\":0,\"update\":0}\n"),
                    "\(planned)")
            }
            let drifted = await shell.run("drift", "--write", "prometheus=/dev/stdout", "prod.yaml")
            #expect(drifted.status == .changes && drifted.output.contains("/prod.yaml\"} 2"))
        }
    }

    @Test("apply writes its text and its events to files as well; a file that cannot be written stops it before it changes anything")
    func apply() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            func file(_ name: String) -> String { shell.folder.appending(path: name).path }
            let refused = await shell.run("apply", "--yes", "--write", "text=/nowhere/apply.txt", "prod.yaml")
            #expect(refused.status == .failed && refused.errors.contains("cannot write /nowhere/apply.txt"))
            #expect(await simulator.writes.isEmpty)
            let applied = await shell.run(
                "apply", "--yes", "--format", "events", "--write", "text=\(file("apply.txt"))", "--write", "events=\(file("run.jsonl"))",
                "prod.yaml")
            #expect(applied.status == .done)
            let text = try shell.read("apply.txt")
            let events = try shell.read("run.jsonl")
            #expect(text.contains("+ web  create") && text.hasSuffix("Apply complete: 2 done.\n"))
            #expect(events == applied.output && events.contains(#""type":"apply_summary""#))
        }
    }
}
