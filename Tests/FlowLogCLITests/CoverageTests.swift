import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("coverage")
struct CoverageTests {
    /// Ports: two of subnet `web`, one of `db`, a router's, and one of VPC `stage` without an instance.
    private static let ports = [
        port(10, subnet: 3, "10.0.1.4"), port(11, subnet: 3, "10.0.1.5"), port(12, subnet: 4, "10.0.2.4"),
        port(13, subnet: 3, "10.0.1.1", owner: "network:router_interface"), port(14, vpc: 2, subnet: 5, "10.1.0.9", owner: "", device: ""),
    ]

    private static func id(_ number: Int) -> String { "7b1e5a3e-2f0c-4a9b-9d57-\(100_000_000_000 + number)" }

    private static func port(
        _ number: Int, vpc: Int = 1, subnet: Int, _ ip: String, owner: String = "compute:kr-pub-a", device: String = "i"
    ) -> String {
        """
        {"id": "\(id(number))", "name": "", "network_id": "\(id(vpc))", "device_id": "\(device)", "device_owner": "\(owner)",
         "status": "ACTIVE", "fixed_ips": [{"subnet_id": "\(id(subnet))", "ip_address": "\(ip)"}]}
        """
    }

    /// Runs `body` at a simulator with a network, a logger of the subnet `web`, and the given ports.
    private func withNetwork(
        ports: [String] = ports, recorded target: String = #""SUBNET", "resource_id": "\#(id(3))""#, _ faults: String...,
        pageLimit: Int? = nil, _ body: (Shell, SimulatorHandle) async throws -> Void
    ) async throws {
        let id = Self.id
        let inventory = """
            {"vpcs": [{"id": "\(id(1))", "name": "prod", "cidrv4": "10.0.0.0/16"}, {"id": "\(id(2))", "name": "stage"}],
             "vpcsubnets": [{"id": "\(id(3))", "name": "web", "vpc_id": "\(id(1))"}, {"id": "\(id(4))", "name": "db", "vpc_id": "\(id(1))"},
                            {"id": "\(id(5))", "name": "lab", "vpc_id": "\(id(2))"}],
             "ports": [\(ports.joined(separator: ","))]}
            """
        let seed = """
            [{"id": "\(id(90))", "name": "web", "resource_type": \(target), "description": "[flowlogctl:prod/web]",
              "storage_url": "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef/flowlog/web"}]
            """
        let configuration = SimulatorConfiguration(
            buildTime: .zero, pageLimit: pageLimit, seeds: try Seed.list(parsing: seed.utf8),
            inventory: try Inventory(parsing: Array(inventory.utf8)), faults: try faults.map { try Fault($0) })
        try await Shell.withSimulator(configuration) { shell, simulator in
            var shell = shell
            shell.environment["OS_REGION_NAME"] = "KR1"
            try await body(shell, simulator)
        }
    }

    /// A manifest of stack `prod`, or of another one.
    private static func manifest(_ coverage: String, stack: String = "prod", head: String = "") -> String {
        """
        apiVersion: flowlog/v1
        stack: \(stack)
        region: KR1
        \(head)
        coverage: \(coverage)
        loggers: {}
        """
    }

    /// The lists that were asked for, each as often as it was begun.
    private func lists(_ simulator: SimulatorHandle) async -> [String: Int] {
        let begun = await simulator.requests.map(\.path).filter { !$0.contains("marker=") && !$0.hasSuffix("/tokens") }
        return Dictionary(grouping: begun) { String($0.prefix { $0 != "?" }.dropFirst("/v2.0/".count)) }.mapValues(\.count)
    }

    private static let once = ["vpcs": 1, "vpcsubnets": 1, "ports": 1, "flowlog-loggers": 1, "flowlog-logging-ports": 1]
    private static let again = ["vpcs": 1, "vpcsubnets": 1, "ports": 2, "flowlog-loggers": 2, "flowlog-logging-ports": 2]

    @Test("an account needs no manifest, and changes nothing: what looks open is looked at once more, in eight lists")
    func account() async throws {
        try await withNetwork { shell, simulator in
            let result = await shell.run("coverage")
            #expect(result.status == .done && result.errors.isEmpty, "\(result)")
            #expect(result.output.hasSuffix("\nCoverage: 66%, 2 of 3 ports.\nNot counted: 1 unattached, 1 not capturable.\n"), "\(result)")
            #expect(result.output.contains("      ! 1 uncovered (compute:kr-pub-a): no logger is for it\n          10.0.2.4\n"))
            #expect(result.output.contains(" 2 of 2  by prod/web\n"))
            #expect(await lists(simulator) == Self.again)
            #expect(await simulator.writes.isEmpty)
        }
    }

    @Test("where nothing looks open, each of five lists is asked for once, in as many pages as it has", arguments: [nil, 100])
    func calls(pageLimit: Int?) async throws {
        let many = (0..<2_000).map { Self.port(1_000 + $0, subnet: 3, "10.0.\($0 / 250).\($0 % 250)") }
        try await withNetwork(ports: many, pageLimit: pageLimit) { shell, simulator in
            let result = await shell.run("coverage")
            #expect(result.status == .done && result.output.hasSuffix("\nCoverage: 100%, 2000 of 2000 ports.\n"), "\(result)")
            #expect(await lists(simulator) == Self.once)
            let pages = await simulator.requests.count { $0.path.hasPrefix("/v2.0/ports") }
            #expect(pages == (pageLimit == nil ? 1 : 21), "\(pages)")
        }
    }

    @Test(
        "a port that is not listed the first time, and is the second time, is captured; one that never is, is claimed", arguments: [1, 2])
    func settles(times: Int) async throws {
        try await withNetwork("GET */flowlog-logging-ports stale-list=1h n=1-\(times)") { shell, simulator in
            try shell.write(FlowLogCLITests.manifest("  db: {resource_type: SUBNET, resource_id: \(Self.id(4))}"))
            let applied = await shell.run("apply", "--yes", "--max-deletes", "1", "prod.yaml")
            #expect(applied.status == .done, "\(applied)")
            let result = await shell.run("coverage")
            let expected =
                times == 1
                ? "Coverage: 33%, 1 of 3 ports."
                : "! 1 claimed (compute:kr-pub-a): prod/db is for it, but its logging ports do not have it\n"
            #expect(result.output.contains(expected), "\(result)")
        }
    }

    @Test(
        "what the manifests of one place exclude holds together, and says whose it is; the highest minimum counts, and the option beats it")
    func manifests() async throws {
        try await withNetwork { shell, simulator in
            try shell.write(Self.manifest("{min: 100%, exclude: [{resource: {vpc: prod, subnet: db}, reason: no data}]}"))
            try shell.write(
                Self.manifest("{min: 50%, exclude: [{device_owner: 'network:router_interface', reason: routers}]}", stack: "audit"),
                as: "audit.yaml")
            let both = await shell.run("coverage", "prod.yaml", "audit.yaml")
            #expect(both.status == .done && both.errors.isEmpty, "\(both)")
            #expect(
                both.output.contains("Coverage: 100%, 2 of 2 ports, minimum 100%.\nNot counted: 2 excluded, 1 unattached.\n"), "\(both)")
            #expect(both.output.contains("  {vpc: prod, subnet: db}  1 port  (prod: \"no data\")\n"))
            #expect(both.output.contains("  device_owner network:router_interface  1 port  (audit: \"routers\")\n"))
            let one = await shell.run("coverage", "audit.yaml")
            #expect(one.status == .done && one.output.contains("Coverage: 66%, 2 of 3 ports, minimum 50%."), "\(one)")
            let gate = await shell.run("coverage", "--min-coverage", "67%", "audit.yaml")
            #expect(gate.status == .changes && gate.output.contains("Coverage: 66%, 2 of 3 ports, the minimum is 67%."), "\(gate)")
            let low = await shell.run("coverage", "--min-coverage", "0%", "prod.yaml")
            #expect(low.status == .done, "\(low)")
            #expect(await simulator.writes.isEmpty)
            // The other commands take the same file.
            for command in ["validate", "plan", "drift"] {
                #expect(await shell.run(command, "audit.yaml").status == .done, "\(command)")
            }
        }
    }

    @Test("an exclusion that finds nothing or several things, or is over, holds for nothing, and is a warning")
    func exclusions() async throws {
        try await withNetwork { shell, _ in
            let exclusions = [
                "{resource: {vpc: gone}, reason: a}", "{device_owner: nobody, reason: b}",
                "{resource: {vpc: prod, subnet: db}, reason: c, until: 2026-06-29}",
                "{resource: {vpc: stage}, reason: d, until: 2026-06-30}",
            ]
            try shell.write(Self.manifest("{exclude: [\(exclusions.joined(separator: ", "))]}"))
            let today = Date(timeIntervalSince1970: 1_782_863_999)  // 2026-06-30, a second before midnight in UTC
            let result = await shell.run(["coverage", "--format", "json", "prod.yaml"]) { $0.now = { today } }
            #expect(result.status == .done)
            #expect(
                result.errors == """
                    warning[unused-exclusion]: prod: an exclusion leaves nothing out: {vpc: gone} was not found: no VPC is called 'gone'
                    warning[unused-exclusion]: prod: an exclusion leaves nothing out: no port has the device_owner 'nobody'
                    warning[expired-exclusion]: prod: {vpc: prod, subnet: db} is excluded until 2026-06-29 only (c)

                    """, "\(result.errors)")
            let place = try #require(try result.json.object?["places"]?.array?.first?.object)
            #expect(place["exclusions"]?.array?.map { $0.object?["state"]?.string } == ["unused", "unused", "expired", "holds"])
            #expect(place["percent"] == .int(66) && place["counts"]?.object?["excluded"] == .int(1))
        }
    }

    @Test("below the minimum, and with nothing to cover where there is one, the exit code is 2")
    func minimum() async throws {
        try await withNetwork(ports: []) { shell, _ in
            let none = await shell.run("coverage", "--min-coverage", "1%")
            #expect(none.status == .changes && none.output.hasSuffix("Coverage: nothing to cover, the minimum is 1%.\n"), "\(none)")
            #expect(await shell.run("coverage").status == .done)
            for nonsense in ["95", "101%", "-1%", "high", ""] {
                #expect(await shell.run("coverage", "--min-coverage=\(nonsense)").status == .usage, "\(nonsense)")
            }
        }
    }

    @Test(
        "what could not be read is an error that names the call, and no percentage",
        arguments: [
            ("vpcs", "status=403", FlowLogCLI.ExitStatus.notAuthenticated), ("vpcsubnets", "garbage", .failed),
            ("ports", "status=400", .failed),
            ("flowlog-loggers", "status=400", .failed), ("flowlog-logging-ports", "truncate", .failed),
            ("ports", "status=400 n=2-", .failed),
        ])
    func failures(list: String, fault: String, status: FlowLogCLI.ExitStatus) async throws {
        try await withNetwork("GET */\(list) \(fault)") { shell, _ in
            let result = await shell.run("coverage", "--min-coverage", "1%")
            #expect(result.status == status, "\(result)")
            #expect(result.output.contains("  ! not known: ") && !result.output.contains("%"), "\(result)")
            #expect(result.errors.contains("error: coverage (KR1): ") && result.errors.contains("/v2.0/\(list)"), "\(result)")
            let document = try await shell.run("coverage", "--format", "json").json
            let place = document.object?["places"]?.array?.first?.object
            #expect(place?["percent"] == .null && place?["counts"] == .null && place?["error"] != .null)
        }
    }

    @Test("a manifest's project_id guards its report, and a region that nobody says is an error")
    func guards() async throws {
        try await withNetwork { shell, simulator in
            try shell.write(Self.manifest("{min: 1%}", head: "project_id: fedcba9876543210fedcba9876543210"))
            let other = await shell.run("coverage", "prod.yaml")
            #expect(other.status == .invalid && !other.output.contains("Coverage:"), "\(other)")
            #expect(other.errors.contains("the manifest is for project fedcba9876543210fedcba9876543210"))
            var shell = shell
            shell.environment["OS_REGION_NAME"] = nil
            let before = await simulator.requests.count
            let nowhere = await shell.run("coverage")
            #expect(nowhere.status == .notAuthenticated && nowhere.errors.contains("--region"), "\(nowhere)")
            #expect(await simulator.requests.count == before)
        }
    }

    @Test("one run writes every format, the metrics last, with how the run ended")
    func formats() async throws {
        try await withNetwork { shell, _ in
            func file(_ name: String) -> String { shell.folder.appending(path: name).path }
            let formats = ["text", "json", "markdown", "html", "junit", "prometheus"]
            let writes = formats.flatMap { ["--write", "\($0)=\(file($0))"] }
            let result = await shell.run(["coverage", "--min-coverage", "67%", "--run-label", "nightly"] + writes) { _ in }
            #expect(result.status == .changes, "\(result)")
            for format in ["text", "json", "markdown", "html"] { #expect(try shell.read(format).contains("66"), "\(format)") }
            #expect(try shell.read("text") == result.output)
            #expect(try shell.read("markdown").hasPrefix("<!-- flowlogctl: nightly -->\n"))
            #expect(try shell.read("junit").contains("<failure type=\"uncovered\" message=\"1 port not covered\">"))
            let metrics = try shell.read("prometheus")
            #expect(metrics.contains("\nflowlogctl_last_run_exit_code{command=\"coverage\",run=\"nightly\"} 2\n"), "\(metrics)")
            #expect(metrics.contains("subnet=\"db\",state=\"uncovered\"} 1\n"))
            #expect(metrics.contains("\nflowlogctl_coverage_ratio{region=\"KR1\",project=\"0123456789abcdef0123456789abcdef\"} 0.666"))
        }
    }

    @Test("metrics also say that a run failed, and that a signal ended it; the last success stays")
    func runMetrics() async throws {
        try await withNetwork("GET */ports status=400 n=3-") { shell, _ in
            let file = shell.folder.appending(path: "coverage.prom").path
            let arguments = ["coverage", "--write", "prometheus=\(file)"]
            let fine = await shell.run(arguments) { $0.now = { Date(timeIntervalSince1970: 1_700_000_000) } }
            #expect(fine.status == .done, "\(fine)")
            let broken = await shell.run(arguments) { _ in }
            #expect(broken.status == .failed, "\(broken)")
            let failed = try shell.read("coverage.prom")
            #expect(failed.contains("flowlogctl_last_run_exit_code{command=\"coverage\",run=\"KR1\"} 1\n"), "\(failed)")
            #expect(failed.contains("flowlogctl_last_success_timestamp_seconds{command=\"coverage\",run=\"KR1\"} 1700000000\n"))
            #expect(failed.hasPrefix("# not checked: ") && !failed.contains("coverage_ratio"))
            let lastWords = LastWords()
            let keep: @Sendable (@escaping @Sendable () -> Void) -> Void = { lastWords.keep($0) }
            let tell: @Sendable (String) -> Void = { _ in lastWords.tell() }
            _ = await shell.run(arguments) {
                $0.beforeInterrupt = keep
                $0.writeOutput = tell
            }
            let ended = try shell.read("coverage.prom")
            #expect(ended.contains("flowlogctl_last_run_exit_code{command=\"coverage\",run=\"KR1\"} 8\n"), "\(ended)")
        }
    }

    @Test("in GitHub Actions the report is on the page of the run, and there are no outputs")
    func gitHub() async throws {
        try await withNetwork { shell, _ in
            var shell = shell
            let files = ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"]
            for name in files { shell.environment[name] = shell.folder.appending(path: name).path }
            shell.environment["GITHUB_ACTIONS"] = "true"
            #expect(await shell.run("coverage").status == .done)
            let markdown = try shell.read("GITHUB_STEP_SUMMARY")
            #expect(markdown.contains("**Coverage: 66%, 2 of 3 ports.**"))
            let outputs = try? shell.read("GITHUB_OUTPUT")
            #expect(outputs == nil)
        }
    }
}
