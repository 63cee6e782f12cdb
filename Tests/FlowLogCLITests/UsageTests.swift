import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("What newcomers type")
struct UsageTests {
    /// Where no call is made, and no file is read.
    private func run(_ arguments: [String]) async -> Shell.Result {
        await Shell(folder: FileManager.default.temporaryDirectory, environment: [:], typed: nil).run(arguments) { _ in }
    }

    @Test(
        "a mistyped command names the nearest one",
        arguments: [
            (["aply", "prod.yaml"], "'aply'; did you mean 'apply'?"), (["Plan"], "'Plan'; did you mean 'plan'?"),
            (["drfit", "--write", "x"], "'drfit'; did you mean 'drift'?"), (["help", "aply"], "'aply'; did you mean 'apply'?"),
            (["loggers", "lst"], "'loggers lst'; did you mean 'loggers list'?"),
            (["help", "ports", "gte"], "'ports gte'; did you mean 'ports get'?"), (["hlep"], "'hlep'; did you mean 'help'?"),
            (["version"], "'version'; did you mean '--version'?"), (["terraform"], "'terraform'; the commands are validate, plan, apply, "),
        ])
    func commands(arguments: [String], message: String) async {
        let result = await run(arguments)
        #expect(result.status == .usage && result.output.isEmpty)
        #expect(result.errors.hasPrefix("error: No such command \(message)"), "\(result.errors)")
    }

    @Test("for an option before the command, the message says where it belongs")
    func earlyOption() async {
        let result = await run(["--region", "KR1", "plan", "prod.yaml"])
        #expect(result.status == .usage && result.errors.contains("Options go after the command: flowlogctl plan ..."))
    }

    @Test(
        "for a value that an option does not take, the message says what it takes",
        arguments: [
            ("--max-deletes", "lots", "a number, such as 3, or a percentage"), ("--max-deletes", "101%", "such as 20%"),
            ("--wait-timeout", "5", "such as 500ms, 30s or 10m"), ("--request-timeout", "soon", "such as 500ms, 30s or 10m"),
            ("--parallelism", "many", "a number from 1 to 64"), ("--parallelism", "65", "a number from 1 to 64"),
            ("--log-level", "loud", "- debug"), ("--color", "red", "'always'"), ("--format", "yaml", "'events'"),
            ("--write", "x.json", "FORMAT=FILE, where FORMAT is one of text, events"),
        ])
    func values(option: String, value: String, words: String) async {
        let result = await run(["apply", option, value, "prod.yaml"])
        #expect(result.status == .usage && result.errors.contains(words) && result.errors.contains(value), "\(result.errors)")
    }

    @Test("what was typed never begins a line and never controls the terminal")
    func hostile() async {
        for arguments in [
            ["plan", "a\n::error::b", "--nope"], ["x\n::error::b"], ["plan", "--nope=a\n::error::b"], ["plan", "--format=a\n##[error]"],
        ] {
            let result = await run(arguments)
            #expect(result.status == .usage && !result.errors.contains("\n::") && !result.errors.contains("\n##"), "\(result.errors)")
        }
    }

    @Test("an example on a help page fits on one line of 80 columns, so that it can be copied")
    func examples() async throws {
        for command in [
            "", "validate", "plan", "apply", "drift", "verify", "show", "export", "destroy", "release", "loggers list", "loggers get",
            "ports list", "ports get", "explain",
        ] {
            let words = command.split(separator: " ").map(String.init)
            let help = await run(words + ["--help"]).output
            let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
            let start = try #require(lines.firstIndex(of: "Example:"), "\(command)")
            let example = lines[(start + 1)...].prefix { !$0.isEmpty }
            #expect(!example.isEmpty && example.allSatisfy { $0.hasPrefix("  flowlogctl ") && $0.count <= 80 }, "\(command): \(example)")
        }
    }

    @Test("without --yes, the message tells --no-input from a missing terminal")
    func noQuestion() async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            var shell = shell
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "prod.yaml").errors.contains("there is no terminal to ask on"))
            shell.typed = ["yes"]
            let forbidden = await shell.run("apply", "--no-input", "prod.yaml")
            #expect(forbidden.status == .usage && forbidden.errors.contains("--no-input forbids the question"))
            #expect(!forbidden.errors.contains("no terminal"))
        }
    }

    @Test(
        "two plans, files or shards where a run takes one are wrong usage: none of them is passed over in silence",
        arguments: [
            ["apply", "--plan", "a", "--plan=b"], ["plan", "--out", "a", "prod.yaml", "--out", "b"],
            ["plan", "--shard=1/2", "--shard=2/2", "prod.yaml"],
        ])
    func repeated(arguments: [String]) async {
        let result = await run(arguments)
        #expect(result.status == .usage && result.output.isEmpty)
        #expect(result.errors.contains("is given 2 times, and a run takes one"), "\(result)")
    }

    @Test("where nothing is saved, an earlier plan is not taken for the new one")
    func earlierPlan() async throws {
        try await Shell.withApplied { shell, simulator, _ in
            let out = shell.folder.appending(path: "x.plan").path
            var wrong = shell
            wrong.environment["OS_PASSWORD"] = "wrong"
            let first = await wrong.run("plan", "--out", out, "prod.yaml")
            #expect(first.errors.contains("note: nothing was saved to \(out), because a stack could not be planned\n"), "\(first)")
            _ = await shell.run("plan", "--out", out, "prod.yaml")
            let second = await wrong.run("plan", "--out", out, "prod.yaml")
            #expect(second.errors.contains("warning: nothing was saved to \(out), "), "\(second)")
            #expect(second.errors.contains(": what is there is an earlier plan\n"), "\(second)")
        }
    }

    @Test("the note on a saved plan says what apply would do with it")
    func savedPlan() async throws {
        try await Shell.withApplied { shell, _, _ in
            let out = shell.folder.appending(path: "x.plan").path
            let nothing = await shell.run("plan", "--out", out, "prod.yaml")
            #expect(nothing.errors == "note: saved as \(out); there is nothing to apply\n")
            try shell.write(manifest("  {}"))
            #expect(await shell.run("plan", "--out", out, "prod.yaml").errors == "note: saved as \(out); apply would refuse it\n")
            let lifted = await shell.run("plan", "--out", out, "--allow-empty", "--max-deletes", "2", "prod.yaml")
            #expect(lifted.errors == "note: saved as \(out); flowlogctl apply --plan makes exactly these changes\n")
        }
    }

    @Test("each stream has its own colours, diagnostics too, and --color beats all")
    func colors() async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            try shell.write(webAndDatabase.replacing("filter: DROP", with: "fliter: DROP"))
            func errors(_ arguments: String..., terminal: Bool) async -> String {
                let result = await shell.run(arguments) { $0.errorIsTerminal = terminal }
                return result.errors
            }
            let colored = await errors("plan", "prod.yaml", terminal: true)
            #expect(
                colored.contains("\u{1b}[31merror[unknown-field]\u{1b}[0m: ") && colored.contains("\u{1b}[31merror:\u{1b}[0m the manifest"))
            let plain = await errors("plan", "prod.yaml", terminal: false)
            #expect(!plain.contains("\u{1b}") && colored.replacing(/\u{1b}\[[0-9]+m/, with: "") == plain)
            #expect(await errors("plan", "--color", "never", "prod.yaml", terminal: true) == plain)
            #expect(await errors("plan", "--color=always", "prod.yaml", terminal: false) == colored)
            let validated = await shell.run(["validate", "prod.yaml"]) { $0.outputIsTerminal = true }
            #expect(validated.output.contains("\u{1b}[31merror[unknown-field]") && validated.output.contains("\u{1b}[31mInvalid"))
        }
    }

    @Test(
        "every command's help has a runnable example, and usage errors are exit 64",
        arguments: ["", "validate", "plan", "apply", "show", "destroy", "release", "explain"])
    func help(command: String) async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            let result = command.isEmpty ? await shell.run("--help") : await shell.run(command, "--help")
            #expect(result.status == .done && result.output.contains("Example:\n  flowlogctl \(command)"))
            #expect(command.isEmpty || result.output.contains("USAGE: flowlogctl \(command)"))
            #expect(await shell.run("plan", "--parallelism", "65", "prod.yaml").status == .usage)
            #expect(await shell.run("plan").status == .usage)
            #expect(await shell.run("aply").status == .usage)
            #expect(await shell.run("--version").output == "0.1.0\n")
        }
    }
}
