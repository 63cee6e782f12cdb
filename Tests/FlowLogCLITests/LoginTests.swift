import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Glibc
import Testing

@Suite("Logging in")
struct LoginTests {
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

    @Test("a token that expired is exit 4")
    func expired() async throws {
        let clock = SimulatorClock()
        try await Shell.withSimulator(SimulatorConfiguration(tokenLifetime: .zero), clock: clock) { shell, _ in
            try shell.write(webAndDatabase)
            #expect(await shell.run("plan", "prod.yaml").status == .notAuthenticated)
        }
    }

    @Test("an entry of clouds.yaml logs in, with its region and the password of secure.yaml; a missing one says where it was looked for")
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

    @Test("foreign text stays on its line of the log and cannot be a command there")
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
}
