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

    private func withSeed(_ regions: [String] = ["KR1"], _ body: (_ first: Client, _ second: Client) async throws -> Void) async throws {
        let json =
            #"[{"id":"s","name":"n","resource_id":"r","storage_url":"u","colour":"red"}, {"name":"m","resource_id":"r","storage_url":"u"}]"#
        let seeds = try Seed.list(parsing: Array(json.utf8))
        try await withClient(SimulatorConfiguration(regions: regions, seeds: seeds)) { client in
            try await body(client, try await client.loggedIn(tenant: "tenant-b"))
        }
    }

    @Test("an edit is one logger's: of an id that each tenant has, the one of the tenant that came first, or that is named")
    func oneTenant() async throws {
        try await withSeed { first, second async throws in
            #expect(try await second.loggedIn(tenant: "tenant-z").list().loggers.count == 2)
            for tenant in [first, second] { #expect(try await tenant.show("s").logger["filter"] == "ALL") }
            #expect(try await first.alter("s", ["filter": "DROP"]).logger["tenant_id"] == "tenant-z")
            #expect(try await first.alter("s?tenant=tenant-b", ["colour": "blue"]).logger["tenant_id"] == "tenant-b")
            let (ofFirst, ofSecond) = (try await first.show("s").logger, try await second.show("s").logger)
            #expect(ofFirst["filter"] == "ALL" && ofFirst["colour"] == "red")
            #expect(ofSecond["filter"] == "ALL" && ofSecond["colour"] == "blue")
            _ = try await second.delete("s")
            #expect(try await first.alter("s?tenant=tenant-b", ["filter": "DROP"]).status == 404)
            #expect(try await first.loggedIn(tenant: "tenant-c").show("s").logger["colour"] == "red")
        }
    }

    @Test("a seed whose id the file does not give has another one for each tenant, the same in every run")
    func derivedIDs() async throws {
        var ids: [String] = []
        for _ in 0..<2 {
            try await withSeed { first, second async throws in
                let pair = [try await first.list("?name=m").loggers, try await second.list("?name=m").loggers]
                ids += pair.compactMap { $0.first?["id"]?.string }
                #expect(try await first.alter(try #require(ids.last), ["filter": "DROP"]).logger["tenant_id"] == "tenant-b")
                #expect(try await first.list("?filter=DROP").loggers.isEmpty)
            }
        }
        #expect(ids.count == 4 && Set(ids).count == 2)
    }

    @Test("before any tenant has come, an edit of a seed is for the first one, or for the one that is named")
    func beforeAnybody() async throws {
        try await withSeed { first, second async throws in
            #expect(try await first.alter("s", ["filter": "DROP"]).logger["filter"] == "DROP")
            #expect(try await first.alter("s?tenant=tenant-c", ["filter": "ACCEPT"]).logger["tenant_id"] == "tenant-c")
            #expect(try await first.show("s").logger["filter"] == "ALL", "tenant-c came first, by name")
            #expect(try await first.loggedIn(tenant: "tenant-c").show("s").logger["filter"] == "ACCEPT")
        }
        try await withSeed { first, second async throws in
            _ = try await first.alter("s", ["filter": "DROP"])
            #expect(try await first.show("s").logger["filter"] == "DROP")
            #expect(try await second.show("s").logger["filter"] == "ALL")
        }
    }

    @Test("a region can be named too, and what else stands in the query is an error")
    func query() async throws {
        try await withSeed(["KR1", "KR2"]) { first, _ async throws in
            #expect(try await first.show("s").status == 200)
            #expect(try await first.alter("s?region=KR2", ["filter": "DROP"]).status == 404)
            #expect(try await first.alter("s?tenant=tenant-a&region=KR1", ["filter": "DROP"]).status == 200)
            for query in ["?tennant=tenant-b", "?tenant=", "?region=KR3"] {
                #expect(try await first.alter("s" + query, ["filter": "ACCEPT"]).status == 400)
            }
            #expect(try await first.show("s").logger["filter"] == "DROP")
        }
    }
}
