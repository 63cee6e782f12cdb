import Testing

@testable import FlowLogSimulator

@Suite("The back door")
struct BackdoorTests {
    @Test("any field can be edited without a token, read-only ones and values the API refuses included")
    func edit() async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero)) { client in
            let id = try await client.create(required).id
            client.simulator.clock.advance(by: .seconds(60))
            var nobody = client
            nobody.token = nil
            let reply = try await nobody.alter(id, ["filter": "SOME_NEW_FILTER", "project_id": "elsewhere", "aggregation_interval": 99])
            #expect(reply.status == 200)
            #expect(reply.logger["filter"] == "SOME_NEW_FILTER")
            let shown = try await client.show(id).logger
            #expect(shown == reply.logger)
            #expect(shown["project_id"] == "elsewhere")
            #expect(shown["aggregation_interval"] == 99)
            #expect(shown["updated_at"] == "2026-01-02 03:05:05")
        }
    }

    @Test("a target that is deleted leaves its loggers as they are, and they capture nothing")
    func goneTarget() async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero)) { client in
            let logger = try await client.create(required).logger
            #expect(try await client.listPorts().ports.count == 1)
            let target = try #require(logger["resource_id"]?.string)
            #expect(try await client.call("DELETE", "/_simulator/targets/\(target.uppercased())").status == 204)
            #expect(try await client.listPorts().ports.isEmpty)
            #expect(try await client.show(try #require(logger["id"]?.string)).logger["status"] == "ACTIVE")
        }
    }

    @Test("the status follows the switch unless it is given, and logging ports follow the status")
    func status() async throws {
        try await withClient { client in
            let id = try await client.create(required).id
            #expect(try await client.alter(id, ["status": "ACTIVE"]).logger["status"] == "ACTIVE")
            #expect(try await client.listPorts().ports.count == 1)
            #expect(try await client.alter(id, ["admin_state_up": false]).logger["status"] == "INACTIVE")
            #expect(try await client.listPorts().ports.isEmpty)
            #expect(try await client.alter(id, ["admin_state_up": true]).logger["status"] == "ACTIVE")
            let failed = try await client.alter(id, ["status": "ERROR", "error_type": "OBSConfigurationError"]).logger
            #expect(failed["error_type"] == "OBSConfigurationError")
            client.simulator.clock.advance(by: .seconds(60))
            #expect(try await client.show(id).logger["status"] == "ERROR")
            #expect(try await client.alter(id, ["status": "REBOOTING"]).logger["status"] == "REBOOTING")
        }
    }

    @Test("null takes a field out of the answers")
    func null() async throws {
        try await withClient { client in
            let id = try await client.create(required).id
            #expect(try await client.alter(id, ["customized_file_name": .null]).logger["customized_file_name"] == nil)
            #expect(try await client.show(id).logger.keys.contains("customized_file_name") == false)
        }
    }

    @Test(
        "junk is a 400 with a message and changes nothing",
        arguments: [
            "", "{", "[]", "{}", #"{"fliter":"DROP"}"#, #"{"flowlog_logger":{"filter":"DROP"}}"#, #"{"filter":1}"#, #"{"id":"x"}"#,
            #"{"name":"new","admin_state_up":"no"}"#, #"{"filter":{"not":"flat"}}"#,
        ]
    )
    func junk(_ body: String) async throws {
        try await withClient { client in
            let id = try await client.create(required).id
            let before = try await client.show(id).json
            let reply = try await client.call("PATCH", "/_simulator/loggers/\(id)", bytes: Array(body.utf8))
            #expect(reply.status == 400)
            #expect(reply.error?.message.isEmpty == false)
            #expect(try await client.show(id).json == before)
        }
    }

    @Test("a logger that nobody has is a 404")
    func notFound() async throws {
        try await withClient { client in
            let reply = try await client.alter("nobodys", ["filter": "DROP"])
            #expect(reply.status == 404)
            #expect(reply.error?.type == "LoggerNotFound")
        }
    }

    @Test("a seed is edited in all tenants that have it and for those to come, its unknown fields too")
    func seeds() async throws {
        let json = #"[{"id":"s","name":"n","resource_id":"r","storage_url":"u","colour":"red"}]"#
        let seeds = try Seed.list(parsing: Array(json.utf8))
        try await withClient(SimulatorConfiguration(seeds: seeds)) { client in
            #expect(try await client.alter("s", ["filter": "DROP"]).status == 200)
            let other = try await client.loggedIn(tenant: "tenant-b")
            for tenant in [client, other] { #expect(try await tenant.show("s").logger["filter"] == "DROP") }
            _ = try await client.delete("s")
            #expect(try await client.alter("s", ["colour": "blue"]).logger["colour"] == "blue")
            #expect(try await client.show("s").status == 404)
            #expect(try await other.show("s").logger["colour"] == "blue")
            #expect(try await client.loggedIn(tenant: "tenant-c").show("s").logger["colour"] == "blue")
        }
    }
}
