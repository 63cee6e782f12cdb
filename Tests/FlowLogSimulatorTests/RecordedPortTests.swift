import Testing

@testable import FlowLogSimulator

@Suite("What loggers record of an inventory")
struct RecordedPortTests {
    /// Runs a simulator with the sample inventory under ids that a logger may have.
    private func with(_ body: (Client) async throws -> Void) async throws {
        try await withInventory(sampleInventory.replacing(#/"([vsp])([0-9])"/#) { "\"\(id("\($0.1)\($0.2)"))\"" }, body)
    }

    private func id(_ short: String) -> String { DerivedID.uuid(short) }

    private func create(_ client: Client, _ type: String, _ target: String) async throws -> String {
        let reply = try await client.create(request(["resource_type": .string(type), "resource_id": .string(id(target))]))
        #expect(reply.status == 201)
        return reply.id
    }

    private func recorded(_ client: Client, _ logger: String) async throws -> Set<String> {
        Set(try await client.listPorts("?logger_id=\(logger)").ports.compactMap { $0["port_id"]?.string })
    }

    @Test(
        "a logger lists the ports that its target contains, but those that are down, of no device or Neutron's own",
        arguments: [
            ("PORT", "p1", ["p1"]), ("PORT", "p4", []), ("PORT", "p5", []), ("PORT", "p3", []), ("PORT", "v1", []), ("PORT", "p7", []),
            ("SUBNET", "s1", ["p1", "p2"]), ("SUBNET", "s2", ["p2", "p6"]), ("SUBNET", "s3", []), ("SUBNET", "v1", []),
            ("VPC", "v1", ["p1", "p2", "p6"]), ("VPC", "v2", []), ("VPC", "gone", []), ("VPC", "v5", []),
        ]
    )
    func contained(_ type: String, _ target: String, _ ports: [String]) async throws {
        try await with { client async throws in
            let logger = try await create(client, type, target)
            #expect(try await recorded(client, logger) == Set(ports.map(id)))
        }
    }

    @Test("a logging port has the fields of the guide, the network of its port, and the same id each time")
    func fields() async throws {
        try await with { client async throws in
            let logger = try await create(client, "VPC", "v1")
            let ports = try await client.listPorts("?logger_id=\(logger)").ports
            #expect(ports.allSatisfy { Set($0.keys) == guidePortFields && $0["network_id"] == .string(id("v1")) })
            #expect(try await client.listPorts().ports == ports)
            let first = try #require(ports.first)
            let shown = try await client.call("GET", "/v2.0/flowlog-logging-ports/\(first["id"]?.string ?? "")")
            #expect(shown.json == ["flowlog_logging_port": .object(first)])
        }
    }

    @Test("only a logger that is ACTIVE records")
    func inactive() async throws {
        try await with { client async throws in
            let logger = try await create(client, "VPC", "v1")
            _ = try await client.edit(logger, ["name": "web", "admin_state_up": false])
            #expect(try await recorded(client, logger).isEmpty)
        }
    }

    @Test("what the back door adds, changes and takes out is recorded at once, or no longer; the logger stays")
    func changes() async throws {
        try await with { client async throws in
            let (vpc, port) = (try await create(client, "VPC", "v1"), try await create(client, "PORT", "p1"))
            _ = try await client.call("PUT", "/_simulator/ports/\(id("p8"))", ["network_id": .string(id("v1"))])
            #expect(try await recorded(client, vpc) == Set(["p1", "p2", "p6", "p8"].map(id)))
            _ = try await client.call("PATCH", "/_simulator/ports/\(id("p1"))", ["status": "DOWN"])
            #expect(try await recorded(client, port).isEmpty)
            #expect(try await recorded(client, vpc) == Set(["p2", "p6", "p8"].map(id)))
            _ = try await client.call("DELETE", "/_simulator/vpcs/\(id("v1"))")
            #expect(try await recorded(client, vpc).isEmpty)
            #expect(try await client.list().loggers.count == 2)
        }
    }

    @Test("a target that is deleted is gone from the inventory")
    func goneTarget() async throws {
        try await with { client async throws in
            let logger = try await create(client, "SUBNET", "s1")
            #expect(try await client.call("DELETE", "/_simulator/targets/\(id("s1").uppercased())").status == 204)
            #expect(try await recorded(client, logger).isEmpty)
            #expect(try await client.network("vpcsubnets/\(id("s1"))").status == 404)
        }
    }
}
