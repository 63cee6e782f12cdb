import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("export")
struct ExportTests {
    /// Loggers made by hand: ordinary ones, one in ERROR, one switched off, one that a manifest cannot say.
    private static let seed = """
        [{"id": "11111111-1111-4111-8111-111111111111", "name": "web", "resource_type": "SUBNET", "resource_id": "7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11",
          "storage_url": "https://h.example/v1/AUTH_a/flowlog/web"},
         {"id": "22222222-2222-4222-8222-222222222222", "name": "db", "resource_id": "045e204c-4624-4b68-ac8a-7375989d3b79", "filter": "DROP",
          "storage_url": "https://h.example/v1/AUTH_a/flowlog/db", "status": "ERROR", "error_type": "OBSConfigurationError"},
         {"id": "33333333-3333-4333-8333-333333333333", "name": "edge", "resource_type": "VPC", "resource_id": "1c7f2a90-5d3b-4e0e-8b7a-2f6f0f1d9c55",
          "storage_url": "https://h.example/v1/AUTH_a/flowlog/edge", "admin_state_up": false, "status": "INACTIVE"},
         {"id": "44444444-4444-4444-8444-444444444444", "name": "gone", "resource_id": "1c7f2a90-5d3b-4e0e-8b7a-2f6f0f1d9c66",
          "storage_url": "https://h.example/v1/AUTH_a/flowlog/gone"},
         {"id": "55555555-5555-4555-8555-555555555555", "name": "odd", "resource_id": "1c7f2a90-5d3b-4e0e-8b7a-2f6f0f1d9c77",
          "storage_url": "s3://somewhere/else"}]
        """

    private func withLoggers(_ body: (Shell, SimulatorHandle) async throws -> Void) async throws {
        let configuration = SimulatorConfiguration(buildTime: .zero, seeds: try Seed.list(parsing: Array(Self.seed.utf8)))
        try await Shell.withSimulator(configuration) { shell, simulator in
            var shell = shell
            shell.environment["OS_REGION_NAME"] = "KR1"
            try await body(shell, simulator)
        }
    }

    @Test("its plan has nothing but adopt, and is empty after one apply; what a manifest cannot say stays as it is")
    func adopt() async throws {
        try await withLoggers { shell, simulator in
            let exported = await shell.run("export", "--stack", "network")
            #expect(exported.status == .changes && exported.errors.contains("is left out: "))
            #expect(exported.errors.hasSuffix("note: 4 loggers written as stack 'network', 1 commented out\n"), "\(exported)")
            #expect(await simulator.writes.isEmpty)
            try shell.write(exported.output)
            #expect(await shell.run("validate", "--strict", "prod.yaml").status == .done)
            let planned = await shell.run("plan", "prod.yaml")
            #expect(
                planned.output.contains("Plan: 0 to add, 4 to change, 0 to destroy. (0 unchanged, 1 unmanaged, 1 unhealthy)"), "\(planned)")
            #expect(!planned.output.contains("update in-place") && planned.output.contains("~ edge  adopt"))
            _ = await shell.run("apply", "--yes", "prod.yaml")
            #expect(await shell.run("plan", "--detailed-exitcode", "prod.yaml").status == .done)
            #expect(await simulator.writes.map(\.method) == ["PUT", "PUT", "PUT", "PUT"])
            let again = await shell.run("export", "--stack", "network")
            #expect(again.output == exported.output)
        }
    }

    @Test("what needs attention stands in comments: ERROR, switched off, a target that is gone, what cannot be said")
    func comments() async throws {
        try await withLoggers { shell, simulator in
            try await simulator.deleteTarget("1c7f2a90-5d3b-4e0e-8b7a-2f6f0f1d9c66")
            let lines = await shell.run("export").output.split(separator: "\n")
            func comment(above entry: String) -> Substring? {
                lines.firstIndex(of: Substring("  \(entry):")).flatMap { $0 > 0 ? lines[$0 - 1] : nil }
            }
            #expect(
                comment(above: "db")?.hasPrefix("  # ERROR (OBSConfigurationError): writing a test object to the storage was refused")
                    == true)
            #expect(comment(above: "edge")?.hasPrefix("  # switched off") == true)
            #expect(comment(above: "gone")?.hasPrefix("  # captures no port: its target may be gone") == true)
            #expect(lines.contains { $0.hasPrefix("  # Not written: 'storage_url' must begin with 'https://'") })
            #expect(lines.contains("  # odd:"))
        }
    }

    @Test("filters narrow what is written, and a name of other loggers stays out of the way")
    func filters() async throws {
        try await withLoggers { shell, _ in
            let subnets = await shell.run("export", "--resource-type", "SUBNET")
            #expect(subnets.output.contains("  web:\n") && !subnets.output.contains("  db:\n"))
            #expect(subnets.output.contains("stack: exported\n"))
            try shell.write(await shell.run("export", "--stack", "network").output)
            _ = await shell.run("apply", "--yes", "prod.yaml")
            let owned = await shell.run("export", "--stack", "network", "--resource-type", "SUBNET")
            #expect(owned.errors.contains("warning: a plan of this manifest would delete loggers of stack 'network' that are not selected"))
            #expect(owned.output.contains("# Warning: a plan of this manifest would delete loggers of stack 'network'"))
            let others = await shell.run("export")
            #expect(others.errors.contains("note: 4 loggers of stack 'network' left out (--stack network writes them)\n"))
        }
    }

    @Test("a list of ports that fails costs only the comment, not the manifest")
    func portsFail() async throws {
        let fault = try Fault("GET */flowlog-logging-ports status=403")
        let configuration = SimulatorConfiguration(buildTime: .zero, seeds: try Seed.list(parsing: Array(Self.seed.utf8)), faults: [fault])
        try await Shell.withSimulator(configuration) { shell, _ in
            let exported = await shell.run("export", "--region", "KR1")
            #expect(exported.status == .changes && exported.output.contains("  web:\n"))
            #expect(exported.errors.contains("warning: logging ports could not be listed"))
        }
    }

    @Test("a stack that no manifest can have is wrong usage, before any call")
    func stackName() async throws {
        try await withLoggers { shell, simulator in
            let refused = await shell.run("export", "--stack", "No_Such")
            #expect(refused.status == .usage && refused.errors.contains("--stack"))
            #expect(await simulator.requests.isEmpty)
        }
    }
}
