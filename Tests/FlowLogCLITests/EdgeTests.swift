import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Glibc
import Testing

@Suite("What users meet besides success")
struct EdgeTests {
    @Test("an invalid manifest is exit 3, with every error at once and no call")
    func invalid() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase.replacing("filter: DROP", with: "fliter: DROP, log_format: csv"))
            for command in ["plan", "apply"] {
                let result = await shell.run(command, "prod.yaml", command == "apply" ? "--yes" : "--color=never")
                #expect(result.status == .invalid)
                #expect(result.errors.contains("error[unknown-field]") && result.errors.contains("error[invalid-value]"))
                #expect(result.output.isEmpty)
            }
            let validated = await shell.run("validate", "prod.yaml")
            #expect(validated.status == .invalid && validated.output.contains("help: did you mean 'filter'?"))
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("everything that is missing to log in is named at once, exit 4")
    func credentials() async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            try shell.write(webAndDatabase)
            shell.environment = [:]
            let result = await shell.run("plan", "prod.yaml")
            #expect(result.status == .notAuthenticated)
            #expect(["OS_USERNAME", "OS_PASSWORD", "OS_TENANT_ID"].allSatisfy { result.errors.contains($0) })
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("a wrong password is exit 4, and no password shows anywhere at any log level")
    func wrongPassword() async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            shell.environment["OS_PASSWORD"] = "hunter2-not-it"
            try shell.write(webAndDatabase)
            let result = await shell.run("plan", "--log-level", "trace", "prod.yaml")
            #expect(result.status == .notAuthenticated)
            #expect(!(result.output + result.errors).contains("hunter2"))
            #expect(await !"\(simulator.requests)".contains("hunter2"))
        }
    }

    @Test("text of others stays on its line of the log, and is no command there")
    func hostileLog() async throws {
        try await Shell.withSimulator { shell, _ in
            var shell = shell
            shell.environment["OS_TENANT_ID"] = "a::error::x##[group]\u{1b}[2J"
            let result = await shell.run("loggers", "list", "--region", "KR1", "--log-level", "debug")
            #expect(result.status == .done)
            #expect(result.errors.contains(#"for project a::error::x##\u{5b}group]\u{1b}[2J until"#), "\(result.errors)")
            #expect(result.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("20") })
        }
    }

    @Test("no token shows anywhere at any log level")
    func tokens() async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            shell.environment = ["OS_TOKEN": "gAAAA-very-secret-token"]
            try shell.write(webAndDatabase)
            let result = await shell.run("plan", "--log-level", "trace", "--endpoint", simulator.baseURL, "prod.yaml")
            #expect(result.status == .notAuthenticated)
            #expect(result.errors.contains("GET") && !(result.output + result.errors).contains("very-secret"))
        }
    }

    @Test("a region that the catalog lacks is exit 3 and lists those there are; no region at all names where it was looked for")
    func region() async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(manifest("  {}", head: "region: KR9"))
            let unknown = await shell.run("plan", "prod.yaml")
            #expect(unknown.status == .invalid && unknown.output.contains("KR1"), "\(unknown)")
            try shell.write(manifest("  {}", head: "unmanaged: report"))
            let none = await shell.run("plan", "prod.yaml")
            #expect(none.status == .notAuthenticated && none.errors.contains("OS_REGION_NAME"))
            #expect(await shell.run("plan", "--region", "kr1", "prod.yaml").status == .done)
        }
    }

    @Test("an option that differs from the manifest is region-conflict")
    func conflict() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            let result = await shell.run("plan", "--region", "KR2", "prod.yaml")
            #expect(result.status == .invalid && result.errors.contains("error[region-conflict]"))
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("credentials of another project than the manifest guards are exit 3")
    func project() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(manifest("  {}", head: "region: KR1\nproject_id: 419a823563124dc5b5627f5e79db8174"))
            let result = await shell.run("apply", "--yes", "prod.yaml")
            #expect(result.status == .invalid && result.output.contains("419a823563124dc5b5627f5e79db8174"), "\(result)")
            #expect(await simulator.writes.isEmpty)
        }
    }

    @Test("a guarded project that cannot be checked is refused, not taken on trust")
    func uncheckableProject() async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            let token = try await simulator.token(for: "0123456789abcdef0123456789abcdef")
            shell.environment = ["OS_TOKEN": token]
            try shell.write(manifest("  web: {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11}", head: "project_id: other"))
            let result = await shell.run("apply", "--yes", "--endpoint", simulator.baseURL, "prod.yaml")
            #expect(result.status == .invalid && result.errors.contains("does not say its project"), "\(result)")
            try shell.write(manifest("  web: {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11}", head: ""))
            #expect(await shell.run("apply", "--yes", "--endpoint", simulator.baseURL, "prod.yaml").status == .done)
        }
    }

    @Test("an entry of clouds.yaml logs in, with its region and the password of secure.yaml; a missing one names where it was looked for")
    func clouds() async throws {
        try await Shell.withSimulator { shell, simulator in
            let home = shell.folder.path
            let cloud = """
                clouds:
                  prod:
                    auth: {auth_url: '\(simulator.baseURL)/v2.0', username: me, project_id: 0123456789abcdef0123456789abcdef}
                    region_name: KR1
                """
            let files = [
                "\(home)/.config/openstack/clouds.yaml": cloud,
                "\(home)/.config/openstack/secure.yaml": "clouds: {prod: {auth: {password: secret}}}",
            ]
            var shell = shell
            shell.environment = ["HOME": home]
            try shell.write(manifest("  {}", head: "cloud: prod"))
            func plan(_ files: [String: String]) async -> Shell.Result {
                await shell.run(["plan", "prod.yaml"]) { context in
                    context.files.read = { path, most throws(SystemError) in
                        if path.hasSuffix("/prod.yaml") { return try Files.process.read(path, most) }
                        guard let text = files[path] else { throw SystemError(code: ENOENT) }
                        return Array(text.utf8)
                    }
                }
            }
            #expect(await plan(files).status == .done)
            let missing = await plan([:])
            #expect(missing.status == .notAuthenticated && missing.errors.contains("\(home)/.config/openstack/"))
            let other = await plan(files.mapValues { $0.replacing("prod:", with: "test:") })
            #expect(other.status == .notAuthenticated && other.errors.contains("error[unknown-cloud]"), "\(other.errors)")
        }
    }

    @Test("an API that is down is exit 1, not an empty plan")
    func down() async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            try shell.write(webAndDatabase)
            let result = await shell.run("plan", "--detailed-exitcode", "prod.yaml")
            #expect(result.status == .failed, "\(result)")
            #expect(result.errors.contains("127.0.0.1:1") && !result.output.contains("create"))
        }
    }

    @Test("apply without --yes and without a terminal is exit 64, before any call")
    func noTerminal() async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "prod.yaml").status == .usage)
            shell.typed = ["yes"]
            #expect(await shell.run("apply", "--no-input", "prod.yaml").status == .usage)
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("the question names project and region, and only 'yes' is a yes", arguments: ["yes", "y", "Yes", " yes", ""])
    func confirmation(answer: String) async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            shell.typed = [answer]
            try shell.write(webAndDatabase)
            let result = await shell.run("apply", "prod.yaml")
            #expect(result.errors.contains("prod acts on project 0123456789abcdef0123456789abcdef in region KR1."))
            #expect(result.status == (answer == "yes" ? .done : .refused))
            #expect(await simulator.writes.isEmpty == (answer != "yes"))
        }
    }

    @Test("a refused plan is shown first, then refused, and writes nothing")
    func refused() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            let before = await simulator.writes.count
            try shell.write(manifest("  {}"))
            let result = await shell.run("apply", "--yes", "prod.yaml")
            #expect(result.status == .refused)
            let shown = try #require(result.output.firstRange(of: "- web  delete"))
            let refusal = try #require(result.output.firstRange(of: "refused: "))
            #expect(shown.upperBound < refusal.lowerBound)
            #expect(await shell.run("plan", "prod.yaml").status == .done)
            #expect(await simulator.writes.count == before)
            #expect(await shell.run("apply", "--yes", "--allow-empty", "--max-deletes", "2", "prod.yaml").status == .done)
        }
    }

    @Test("one endpoint for two regions, and two stacks that delete what nobody owns, are errors before any call")
    func conflictingStacks() async throws {
        try await Shell.withSimulator { shell, simulator in
            let second = webAndDatabase.replacing("stack: prod", with: "stack: second")
            try shell.write(webAndDatabase)
            try shell.write(second.replacing("KR1\n", with: "KR2\n"), as: "second.yaml")
            #expect(await shell.run("plan", "--endpoint", simulator.baseURL, "prod.yaml", "second.yaml").status == .usage)
            #expect(await shell.run("plan", "--region", "", "prod.yaml").status == .usage)
            try shell.write(manifest("  {}", head: "region: KR1\nunmanaged: delete"))
            try shell.write(
                second.replacing("region: KR1", with: "region: KR1\nunmanaged: delete"), as: "second.yaml")
            #expect(await shell.run("plan", "prod.yaml", "second.yaml").status == .invalid)
            #expect(await shell.run("validate", "prod.yaml", "second.yaml").status == .invalid)
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("a token that expired is exit 4")
    func expired() async throws {
        let clock = SimulatorClock()
        try await Shell.withSimulator(SimulatorConfiguration(tokenLifetime: .zero), clock: clock) { shell, _ in
            try shell.write(webAndDatabase)
            #expect(await shell.run("plan", "prod.yaml").status == .notAuthenticated)
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

    @Test("strict takes warnings for errors, and JSON says the same as text")
    func validate() async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            try shell.write(manifest("  web: {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11, customized_field: [vm_id]}"))
            #expect(await shell.run("validate", "prod.yaml").status == .done)
            #expect(await shell.run("validate", "--strict", "prod.yaml").status == .invalid)
            let json = await shell.run("validate", "--format", "json", "prod.yaml")
            #expect(json.status == .done && json.output.contains(#""code":"legacy-log-field""#) && json.output.contains(#""valid":true"#))
        }
    }
}
