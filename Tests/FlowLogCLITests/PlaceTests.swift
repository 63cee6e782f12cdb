import FlowLogCLI
import FlowLogModel
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("Where a run acts")
struct PlaceTests {
    private static let project = "0123456789abcdef0123456789abcdef"

    /// Runs `body` with a shell that has nothing but this `clouds.yaml`, in which `@URL@` is the simulator.
    private func withClouds(
        _ clouds: String, regions: [String] = ["KR1", "KR2"], _ body: (Shell, SimulatorHandle) async throws -> Void
    ) async throws {
        try await Shell.withSimulator(SimulatorConfiguration(buildTime: .zero, regions: regions)) { shell, simulator in
            var shell = shell
            let file = try shell.write(clouds.replacing("@URL@", with: simulator.baseURL), as: "clouds.yaml")
            shell.environment = ["HOME": shell.folder.path, "OS_CLIENT_CONFIG_FILE": file]
            try await body(shell, simulator)
        }
    }

    private func entry(_ name: String, project: String = project, _ more: String = "") -> String {
        "  \(name): {auth: {auth_url: '@URL@/v2.0', username: me, password: secret, project_id: \(project)}\(more)}\n"
    }

    @Test("a region in lower case is the same place, and changes nothing that a manifest interpolates")
    func lowerCase() async throws {
        try await Shell.withSimulator { shell, _ in
            var shell = shell
            try shell.write(manifest("  web: {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11, description: '${region}'}", head: ""))
            shell.environment["OS_REGION_NAME"] = "KR1"
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            for region in ["KR1", "kr1", "Kr1"] {
                shell.environment["OS_REGION_NAME"] = region
                let planned = await shell.run("plan", "--format", "json", "--detailed-exitcode", "prod.yaml")
                #expect(planned.status == .done && planned.output.contains(#""region":"KR1""#), "\(planned)")
                #expect(!planned.output.contains("kr1\""))
                let drifted = await shell.run("drift", "--format", "prometheus", "prod.yaml")
                #expect(drifted.output.contains(#"region="KR1""#) && !drifted.output.contains(#"region="kr1""#))
                #expect(await shell.run("export", "--region", region, "--stack", "prod").output.contains("region: KR1"))
            }
        }
    }

    @Test("beside an entry, OS_REGION_NAME counts only if the entry names no region; the manifest and --region always do")
    func regionOfEntry() async throws {
        let clouds = "clouds:\n" + entry("none") + entry("one", ", region_name: kr2") + entry("two", ", regions: [KR1, KR2]")
        try await withClouds(clouds) { shell, _ in
            var shell = shell
            shell.environment["OS_REGION_NAME"] = "KR1"
            func region(_ cloud: String, _ head: String = "", _ options: String...) async throws -> String {
                let logger = "  web: {resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11, description: 'in ${region}'}"
                try shell.write(manifest(logger, head: "cloud: \(cloud)\n\(head)"))
                let planned = await shell.run(["plan"] + options + ["prod.yaml"]) { _ in }
                #expect(planned.output.contains("in ") || planned.status == .invalid, "\(planned)")
                return planned.output.components(after: "prod (", before: ")") ?? planned.errors
            }
            #expect(try await region("none") == "KR1")
            #expect(try await region("one") == "KR2")
            #expect(try await region("one", "region: KR1") == "KR1")
            #expect(try await region("one", "", "--region", "KR1") == "KR1")
            #expect(try await region("two", "region: KR2") == "KR2")
            #expect(try await region("two").contains("'${region}' has no value"))
            try shell.write(manifest("  {}", head: "cloud: two"))
            let several = await shell.run("plan", "prod.yaml")
            #expect(several.status == .notAuthenticated && several.errors.contains("has several: KR1, KR2"), "\(several)")
            let listed = await shell.run("loggers", "list", "--cloud", "two")
            #expect(listed.status == .notAuthenticated && listed.errors.contains("use --region KR1"), "\(listed)")
        }
    }

    @Test("an entry without auth.auth_url sends its password nowhere, and says what it has instead")
    func noAuthURL() async throws {
        let text = "clouds: {prod: {auth_url: '@URL@', auth: {username: me, password: hunter2, project_id: \(Self.project)}}}\n"
        try await withClouds(text) { shell, simulator in
            var shell = shell
            shell.environment["OS_AUTH_URL"] = simulator.baseURL
            let listed = await shell.run("loggers", "list", "--cloud", "prod", "--region", "KR1")
            #expect(listed.status == .notAuthenticated && listed.errors.contains("lacks auth.auth_url; it has 'auth_url' beside 'auth'"))
            #expect(!listed.errors.contains("hunter2"))
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("two entries that turn out to be one project must not both delete what nobody owns; two projects may")
    func twoDeleters() async throws {
        let clouds =
            "clouds:\n" + entry("a") + entry("b", project: Self.project.uppercased())
            + entry("c", project: "ffffffffffffffffffffffffffffffff")
        try await withClouds(clouds) { shell, simulator in
            for (name, cloud) in [("one", "a"), ("two", "b"), ("three", "c")] {
                let text = webAndDatabase.replacing("stack: prod", with: "stack: \(name)\ncloud: \(cloud)\nunmanaged: delete")
                try shell.write(text, as: "\(name).yaml")
            }
            let applied = await shell.run("apply", "--yes", "one.yaml", "two.yaml")
            #expect(applied.status == .invalid && applied.errors.contains("stacks 'one', 'two' all say 'unmanaged: delete'"), "\(applied)")
            #expect(await simulator.writes.isEmpty)
            #expect(await shell.run("apply", "--yes", "one.yaml", "three.yaml").status == .done)
            #expect(await simulator.writes.count == 4)
        }
    }

    @Test("a region that the catalog lacks is exit 3 and lists those it has; without any region, the message says where it looked")
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

    @Test("an API that is down is exit 1, not an empty plan")
    func down() async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            try shell.write(webAndDatabase)
            let result = await shell.run("plan", "--detailed-exitcode", "prod.yaml")
            #expect(result.status == .failed, "\(result)")
            #expect(result.errors.contains("127.0.0.1:1") && !result.output.contains("create"))
        }
    }

    @Test(
        "a file that cannot hold credentials is not read without end",
        arguments: ["OS_PASSWORD_FILE", "OS_CACERT", "OS_CLIENT_CONFIG_FILE"])
    func limits(variable: String) async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            shell.environment["OS_PASSWORD"] = variable == "OS_PASSWORD_FILE" ? "" : "secret"
            shell.environment[variable] = "/dev/zero"
            shell.environment["OS_CLOUD"] = variable == "OS_CLIENT_CONFIG_FILE" ? "prod" : ""
            let listed = await shell.run("loggers", "list", "--region", "KR1")
            #expect(listed.status == (variable == "OS_PASSWORD_FILE" ? .notAuthenticated : .invalid))
            #expect(listed.errors.contains("/dev/zero") && listed.errors.contains("longer than 1 MiB"), "\(listed)")
            #expect(await simulator.requests.isEmpty)
        }
    }
}

extension String {
    /// The text between two others.
    fileprivate func components(after start: String, before end: String) -> String? {
        guard let from = firstRange(of: start)?.upperBound, let to = self[from...].firstRange(of: end)?.lowerBound else { return nil }
        return String(self[from..<to])
    }
}
