import AsyncHTTPClient
import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Testing

@Suite("Resources by name")
struct NameTests {
    private static let manifest = """
          edge: {resource: {vpc: prod}}
          web: {resource: {vpc: prod, subnet: web}}
          db: {resource: {vpc: prod, subnet: db, ip: 10.0.2.15}}
          bastion: {resource: {instance: bastion-1}}
        """

    /// Runs `body` at a simulator with a network of two VPCs.
    private func withNetwork(
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(buildTime: .zero),
        _ body: (Shell, SimulatorHandle) async throws -> Void
    ) async throws {
        var configuration = configuration
        configuration.inventory = try Inventory(
            parsing: Array(
                """
                {"vpcs": [{"id": "\(id(1))", "name": "prod", "cidrv4": "10.0.0.0/16"}, {"id": "\(id(2))", "name": "stage"}],
                 "vpcsubnets": [{"id": "\(id(3))", "name": "web", "vpc_id": "\(id(1))"}, {"id": "\(id(4))", "name": "db", "vpc_id": "\(id(1))"}],
                 "ports": [\(port(5, subnet: 4, "10.0.2.15", device: "")), \(port(6, subnet: 3, "10.0.1.4", device: id(7)))],
                 "servers": [{"id": "\(id(7))", "name": "bastion-1"}]}
                """.utf8))
        try await Shell.withSimulator(configuration) { shell, simulator in
            try shell.write(Self.document(Self.manifest))
            try await body(shell, simulator)
        }
    }

    private static func document(_ loggers: String, stack: String = "prod") -> String {
        """
        apiVersion: flowlog/v1
        stack: \(stack)
        region: KR1
        defaults: {storage_url: "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef/flowlog/${key}"}
        loggers:
        \(loggers)
        """
    }

    private func id(_ number: Int) -> String { "7b1e5a3e-2f0c-4a9b-9d57-\(100_000_000_000 + number)" }

    private func port(_ number: Int, subnet: Int, _ ip: String, device: String) -> String {
        """
        {"id": "\(id(number))", "name": "", "network_id": "\(id(1))", "device_id": "\(device)", "device_owner": "compute:kr-pub-a",
         "status": "ACTIVE", "fixed_ips": [{"subnet_id": "\(id(subnet))", "ip_address": "\(ip)"}]}
        """
    }

    /// The paths that were asked after the first `count` requests, without those of the login.
    private func paths(_ simulator: SimulatorHandle, after count: Int = 0) async -> [String] {
        await simulator.requests.dropFirst(count).map(\.path).filter { !$0.hasSuffix("/tokens") }
            .map { String($0.prefix { $0 != "?" }) }.sorted()
    }

    @Test("names become ids in an apply, which its proof looks up no more; then nothing is left to do")
    func apply() async throws {
        try await withNetwork { shell, simulator in
            let plan = await shell.run("plan", "prod.yaml")
            #expect(plan.output.contains("resource_id: \"\(id(1))\"  # prod\n"), "\(plan)")
            #expect(plan.output.contains("resource_id: \"\(id(3))\"  # prod/web\n"))
            #expect(plan.output.contains("resource_id: \"\(id(5))\"  # prod/db/10.0.2.15\n"))
            #expect(plan.output.contains("resource_id: \"\(id(6))\"  # prod/web/10.0.1.4\n"))
            let before = await simulator.requests.count
            let applied = await shell.run("apply", "--yes", "prod.yaml")
            #expect(applied.status == .done, "\(applied)")
            let lists = await paths(simulator, after: before).filter { !$0.contains("flowlog") }
            #expect(Set(lists) == ["/v2.0/vpcs", "/v2.0/vpcsubnets", "/v2.0/ports", Self.servers] && lists.count == 5, "\(lists)")
            for command in ["plan", "drift"] {
                let again = await shell.run(command, "prod.yaml")
                #expect(again.status == .done && again.output.hasPrefix("No "), "\(again)")
            }
            #expect(await shell.run("verify", "prod.yaml").status == .done)
        }
    }

    private static let servers = "/compute/v2/0123456789abcdef0123456789abcdef/servers"

    @Test("fifty loggers of four kinds are four lists more, and none without names")
    func calls() async throws {
        try await withNetwork { shell, simulator in
            let many = (0..<50).map { number in
                let parts = ["{vpc: prod}", "{vpc: prod, subnet: web}", "{vpc: prod, subnet: db, ip: 10.0.2.15}", "{instance: bastion-1}"]
                return "  k\(number): {resource: \(parts[number % 4])}"
            }
            try shell.write(Self.document(many.joined(separator: "\n")))
            #expect(await shell.run("plan", "prod.yaml").output.contains("Plan: 50 to add"))
            let asked = await paths(simulator)
            // The list of instances ends with a page that brings nothing new.
            #expect(asked == [Self.servers, Self.servers, "/v2.0/flowlog-loggers", "/v2.0/ports", "/v2.0/vpcs", "/v2.0/vpcsubnets"])

            let before = await simulator.requests.count
            try shell.write(Self.document("  web: {resource_id: \(id(3)), resource_type: SUBNET}"))
            #expect(await shell.run("plan", "prod.yaml").output.contains("Plan: 1 to add"))
            #expect(await paths(simulator, after: before) == ["/v2.0/flowlog-loggers"])
        }
    }

    @Test("only what selected loggers need is asked, and nothing by commands that keep or end what is live")
    func lists() async throws {
        try await withNetwork { shell, simulator in
            _ = await shell.run("apply", "--yes", "prod.yaml")
            var before = await simulator.requests.count
            _ = await shell.run("plan", "--target", "edge", "prod.yaml")
            #expect(await paths(simulator, after: before) == ["/v2.0/flowlog-loggers", "/v2.0/vpcs"])
            before = await simulator.requests.count
            let excluded = await shell.run("plan", "--exclude", "bastion", "--exclude", "db", "prod.yaml")
            #expect(excluded.output.hasPrefix("Partial plan"), "\(excluded)")
            #expect(await paths(simulator, after: before) == ["/v2.0/flowlog-loggers", "/v2.0/vpcs", "/v2.0/vpcsubnets"])
            before = await simulator.requests.count
            #expect(await shell.run("validate", "prod.yaml").status == .done)
            #expect(await paths(simulator, after: before) == [])
            _ = await shell.run("release", "--yes", "prod.yaml", "edge")
            #expect(await shell.run("destroy", "--yes", "prod.yaml").status == .done)
            #expect(await paths(simulator, after: before).allSatisfy { $0.contains("flowlog") })
        }
    }

    @Test("a renamed subnet blocks its key with its new name, and nothing moves until the name is right again")
    func renamed() async throws {
        try await withNetwork { shell, simulator in
            _ = await shell.run("apply", "--yes", "prod.yaml")
            try await simulator.edit("vpcsubnets", id(3), #"{"name": "web-new"}"#)
            let writes = await simulator.writes.count
            for arguments in [["plan", "--detailed-exitcode"], ["drift"]] {
                let told = await shell.run(arguments + ["prod.yaml"]) { _ in }
                #expect(told.status == .changes, "\(told)")
                #expect(
                    told.output.joined.contains("no subnet of VPC 'prod' (\(id(1))) is called 'web'"), "\(told)")
                #expect(told.output.joined.contains("what its logger records is now called 'prod/web-new' (\(id(3)))"))
            }
            let refused = await shell.run("apply", "--yes", "prod.yaml")
            #expect(refused.status == .refused && refused.output.contains("blocked (resource-not-found)"), "\(refused)")
            #expect(await simulator.writes.count == writes)
            let verified = await shell.run("verify", "--format", "json", "prod.yaml")
            #expect(verified.status == .changes && verified.output.contains(#""problem":"resource""#), "\(verified)")

            try shell.write(Self.document(Self.manifest.replacing("subnet: web", with: "subnet: web-new")))
            #expect(await shell.run("plan", "prod.yaml").output.hasPrefix("No changes."))
        }
    }

    @Test("another object of the name is a replace that shows both, counts as ending capture, and is refused where protected")
    func replaced() async throws {
        try await withNetwork { shell, simulator in
            _ = await shell.run("apply", "--yes", "prod.yaml")
            try await simulator.edit("vpcsubnets", id(3), nil)
            try await simulator.put("vpcsubnets", id(8), #"{"id": "\#(id(8))", "name": "web", "vpc_id": "\#(id(1))"}"#)
            let plan = await shell.run("plan", "--max-deletes", "0", "prod.yaml")
            #expect(plan.output.joined.contains("\"\(id(3))\" -> \"\(id(8))\" # forces replacement: gone -> prod/web"), "\(plan)")
            #expect(plan.output.contains("refused: this plan deletes 1 of 4 owned loggers, the limit is 0"))
            let careful = Self.manifest.replacing("web}}", with: "web}, lifecycle: {prevent_destroy: true}}")
            try shell.write(Self.document(careful), as: "careful.yaml")
            let kept = await shell.run("plan", "careful.yaml")
            #expect(kept.output.contains("blocked (prevent-destroy)"))
            #expect(kept.output.joined.contains("{vpc: prod, subnet: web} means 'prod/web' now, and it records what is gone"), "\(kept)")
            let page = await shell.run("plan", "--format", "markdown", "prod.yaml")
            #expect(page.output.contains("replaced for another target: resource_id: gone -> prod/web"), "\(page)")
            let applied = await shell.run("apply", "--yes", "--format", "events", "prod.yaml")
            #expect(applied.status == .done, "\(applied)")
            #expect(applied.output.contains(#""resource_names":["prod","web"],"resource_names_before":null"#), "\(applied)")
            #expect(await shell.run("plan", "prod.yaml").output.hasPrefix("No changes."))
        }
    }

    @Test("a second VPC of the name takes nothing over: every key below it is ambiguous")
    func ambiguous() async throws {
        try await withNetwork { shell, simulator in
            _ = await shell.run("apply", "--yes", "prod.yaml")
            try await simulator.put("vpcs", id(9), #"{"id": "\#(id(9))", "name": "prod", "cidrv4": "10.9.0.0/16"}"#)
            let plan = await shell.run("plan", "prod.yaml")
            #expect(plan.output.contains("3 blocked; 1 unchanged"), "\(plan)")
            #expect(plan.output.joined.contains("2 VPCs are called 'prod': \(id(1)) (10.0.0.0/16), \(id(9)) (10.9.0.0/16)"))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .refused)
        }
    }

    @Test(
        "a list that fails is the error of the stacks that need it, and of no other", arguments: ["vpcs", "vpcsubnets", "ports", "servers"])
    func failing(list: String) async throws {
        let statuses: [(String, FlowLogCLI.ExitStatus)] = [("500", .failed), ("403", .notAuthenticated)]
        for (status, exit) in statuses {
            let path = list == "servers" ? "*/servers" : "/v2.0/\(list)"
            try await withNetwork(SimulatorConfiguration(buildTime: .zero, faults: [try Fault("GET \(path) status=\(status)")])) {
                shell, _ in
                try shell.write(Self.document("  plain: {resource_id: \(id(3)), resource_type: SUBNET}", stack: "plain"), as: "plain.yaml")
                let plan = await shell.run("plan", "prod.yaml", "plain.yaml")
                #expect(plan.status == exit, "\(list) \(plan)")
                #expect(plan.output.contains("+ plain  create") && plan.output.contains("! not planned:"), "\(list) \(plan)")
                #expect(plan.errors.contains(list), "\(list) \(plan)")
                #expect(await shell.run("plan", "plain.yaml").status == .done)
                #expect(await shell.run("apply", "--yes", "prod.yaml", "plain.yaml").status == exit)
            }
        }
    }

    @Test("a saved plan is stale once a name means something else or nothing, and says both ids")
    func stale() async throws {
        try await withNetwork { shell, simulator in
            let file = shell.folder.appending(path: "p.plan").path
            #expect(await shell.run("plan", "--out", file, "prod.yaml").status == .done)
            let shown = await shell.run("show", file)
            #expect(shown.output.contains("# prod/web\n"), "\(shown)")
            let saved = try await shell.run("show", "--format", "json", file).json
            let change = saved.object?["resource_changes"]?.array?.last
            #expect(change?.object?["resource"] != nil && change?.object?["resource_names"] != nil)

            try await simulator.edit("vpcsubnets", id(3), nil)
            let none = await shell.run("apply", "--yes", "--plan", file)
            #expect(none.status == .stale && none.errors.joined.contains(id(3)) && none.errors.contains("was not found"), "\(none)")
            try await simulator.put("vpcsubnets", id(8), #"{"id": "\#(id(8))", "name": "web", "vpc_id": "\#(id(1))"}"#)
            let other = await shell.run("apply", "--yes", "--plan", file)
            #expect(other.status == .stale && other.errors.contains(id(3)) && other.errors.contains(id(8)), "\(other)")
            #expect(await simulator.writes.filter { !$0.path.hasPrefix("/_simulator") }.isEmpty)
        }
    }

    @Test("a saved plan is stale where a name moved, also if changes of it are ignored once the logger is there")
    func staleCreate() async throws {
        try await withNetwork { shell, simulator in
            try shell.write(Self.document("  edge: {resource: {vpc: prod}, lifecycle: {ignore_changes: [resource_id]}}"))
            let file = shell.folder.appending(path: "p.plan").path
            #expect(await shell.run("plan", "--out", file, "prod.yaml").status == .done)
            try await simulator.edit("vpcs", id(1), #"{"name": "prod-old"}"#)
            try await simulator.edit("vpcs", id(2), #"{"name": "prod"}"#)
            let applied = await shell.run("apply", "--yes", "--plan", file)
            #expect(applied.status == .stale && applied.errors.contains(id(1)) && applied.errors.contains(id(2)), "\(applied)")
            #expect(await simulator.writes.filter { !$0.path.hasPrefix("/_simulator") }.isEmpty)
        }
    }

    @Test("a saved plan that is stale says both ids, whatever a name that moved makes of the action")
    func staleAction() async throws {
        try await withNetwork { shell, simulator in
            try shell.write(Self.document("  edge: {resource: {vpc: prod}}"))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            try shell.write(Self.document("  edge: {resource: {vpc: prod}, description: new}"))
            let update = shell.folder.appending(path: "update.plan").path
            #expect(await shell.run("plan", "--out", update, "prod.yaml").status == .done)
            try await simulator.edit("vpcs", id(1), #"{"name": "prod-old"}"#)
            try await simulator.edit("vpcs", id(2), #"{"name": "prod"}"#)
            let replace = shell.folder.appending(path: "replace.plan").path
            try shell.write(Self.document("  edge: {resource: {vpc: prod}}"))
            #expect(await shell.run("plan", "--out", replace, "prod.yaml").status == .done)
            let replaced = await shell.run("apply", "--yes", "--plan", update)
            let words = "wanted resource_id was \"\(id(1))\" and is \"\(id(2))\""
            #expect(replaced.status == .stale && replaced.errors.contains(words), "\(replaced)")
            try await simulator.edit("vpcs", id(2), #"{"name": "stage"}"#)
            try await simulator.edit("vpcs", id(1), #"{"name": "prod"}"#)
            let back = await shell.run("apply", "--yes", "--plan", replace)
            #expect(back.status == .stale && back.errors.contains("wanted resource_id was \"\(id(2))\" and is \"\(id(1))\""), "\(back)")
        }
    }

    @Test("a saved plan whose names mean the same is applied, although a key that it does not touch lost its name")
    func appliedPlan() async throws {
        try await withNetwork { shell, simulator in
            #expect(await shell.run("apply", "--yes", "--target", "web", "prod.yaml").status == .done)
            let file = shell.folder.appending(path: "p.plan").path
            #expect(await shell.run("plan", "--out", file, "prod.yaml").status == .done)
            try await simulator.edit("vpcsubnets", id(3), #"{"name": "web-new"}"#)
            let applied = await shell.run("apply", "--yes", "--plan", file)
            #expect(applied.errors.contains("prod/web is blocked (resource-not-found), but not in the saved plan"), "\(applied)")
            #expect(await simulator.writes.filter { $0.method == "POST" }.count == 4, "\(applied)")
        }
    }

    @Test("with ignore_changes of the target a live logger keeps what it records, and a new one needs the name")
    func ignored() async throws {
        try await withNetwork { shell, simulator in
            try shell.write(Self.document("  web: {resource: {vpc: prod, subnet: web}, lifecycle: {ignore_changes: [resource_id]}}"))
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            try await simulator.edit("vpcsubnets", id(3), nil)
            #expect(await shell.run("plan", "prod.yaml").output.hasPrefix("No changes."))
            try shell.write(Self.document("  other: {resource: {vpc: prod, subnet: web}, lifecycle: {ignore_changes: [resource_type]}}"))
            #expect(await shell.run("plan", "prod.yaml").output.contains("! other  blocked (resource-not-found)"))
        }
    }

    @Test("names and ids that mean one target are told to record the same rows twice")
    func twins() async throws {
        try await withNetwork { shell, _ in
            let folder = #"storage_url: "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef/flowlog/same""#
            try shell.write(
                Self.document(
                    """
                      a: {resource: {vpc: prod, subnet: web}, \(folder)}
                      b: {resource_type: SUBNET, resource_id: \(id(3)), \(folder)}
                    """))
            let plan = await shell.run("plan", "prod.yaml")
            #expect(
                plan.errors.joined.contains("warning[duplicate-capture]: prod/b records the same rows into the same directory as prod/a"),
                "\(plan)")
        }
    }

    @Test("without a catalog, or without compute in it, an instance by name is a matter of configuration, and by id none")
    func noCompute() async throws {
        try await withNetwork { shell, simulator in
            var given = shell
            given.environment = ["OS_TOKEN": try await simulator.token(for: "0123456789abcdef0123456789abcdef")]
            let plan = await given.run("plan", "--endpoint", simulator.baseURL, "prod.yaml")
            #expect(plan.status == .invalid, "\(plan)")
            try shell.write(Self.document("  a: {resource: {instance: \(id(7))}}"))
            let byID = await given.run("plan", "--endpoint", simulator.baseURL, "prod.yaml")
            #expect(byID.status == .done && byID.output.contains("# 10.0.1.4"), "\(byID)")
        }
    }
}

extension SimulatorHandle {
    /// Edits an object of the network as somebody else would, or with nil removes it.
    fileprivate func edit(_ list: String, _ id: String, _ body: String?) async throws {
        try await call(body == nil ? .DELETE : .PATCH, list, id, body)
    }

    /// Makes an object of the network.
    fileprivate func put(_ list: String, _ id: String, _ body: String) async throws { try await call(.PUT, list, id, body) }

    private func call(_ method: HTTPMethod, _ list: String, _ id: String, _ body: String?) async throws {
        var request = HTTPClientRequest(url: "\(baseURL)/_simulator/\(list)/\(id)")
        request.method = method
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        try #require((200..<300).contains(response.status.code))
    }
}

extension String {
    /// Lines that were folded, as one.
    fileprivate var joined: String { split { $0 == " " || $0 == "\n" }.joined(separator: " ").replacing(" # ", with: " # ") }
}
