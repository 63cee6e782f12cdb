import Testing

@testable import FlowLogSimulator

@Suite("Seeds")
struct SeedTests {
    private func seeds(_ json: String) throws -> [Seed] { try Seed.list(parsing: Array(json.utf8)) }

    private let two = """
        [{"name": "first", "resource_id": "r1", "storage_url": "u1", "colour": {"deep": ["red"]}, "filter": "NEW_FILTER"},
         {"id": "given", "name": "second", "resource_id": "r2", "storage_url": "u2", "admin_state_up": false, "tenant_id": "theirs",
          "created_at": "2024-07-29 09:21:09"}]
        """

    @Test("every tenant has its own copies, with defaults and unknown fields, under the ids of the file or under ids that nobody else has")
    func everyTenant() async throws {
        try await withClient(SimulatorConfiguration(seeds: try seeds(two))) { client in
            let first = try #require(try await client.list("?name=first").loggers.first)
            #expect(guideLoggerFields.isSubset(of: first.keys))
            #expect(first["status"] == "ACTIVE")
            #expect(first["filter"] == "NEW_FILTER")
            #expect(first["colour"] == ["deep": ["red"]])
            #expect(first["aggregation_interval"] == 10)
            #expect(first["storage_type"] == "OBS")
            #expect(first["project_id"] == "tenant-a")

            let second = try await client.show("given").logger
            #expect(second["status"] == "INACTIVE")
            #expect(second["tenant_id"] == "tenant-a")
            #expect(second["created_at"] == "2024-07-29 09:21:09")

            let other = try await client.loggedIn(tenant: "tenant-b")
            _ = try await client.delete("given")
            #expect(try await other.show("given").logger["project_id"] == "tenant-b")
            #expect(try await other.list("?name=first").loggers.first?["id"] != first["id"])
            #expect(try await other.listPorts().ports.count == 1)
        }
    }

    @Test("a seed may have any status")
    func status() async throws {
        let json = #"[{"name":"n","resource_id":"r","storage_url":"u","status":"ERROR","error_type":"OBSConfigurationError"}]"#
        try await withClient(SimulatorConfiguration(seeds: try seeds(json))) { client in
            let logger = try #require(try await client.list().loggers.first)
            #expect(logger["status"] == "ERROR")
            #expect(logger["error_type"] == "OBSConfigurationError")
            #expect(try await client.listPorts().ports.isEmpty)
        }
    }

    @Test(
        "a file that cannot be used is refused with place and reason",
        arguments: [
            ("", "not valid JSON"), ("{}", "not a JSON list of loggers"), ("[1]", "logger 0: not an object"),
            (#"[{"resource_id":"r","storage_url":"u"}]"#, "logger 0: name is missing"),
            (#"[{"name":"n","storage_url":"u"}]"#, "logger 0: resource_id is missing"),
            (
                #"[{"name":"n","resource_id":"r","storage_url":"u","aggregation_interval":"1"}]"#,
                "logger 0: aggregation_interval: '1' is not an integer"
            ),
            (
                #"[{"id":"i","name":"n","resource_id":"r","storage_url":"u"},{"id":"i","name":"n","resource_id":"r","storage_url":"u"}]"#,
                "id 'i' is there twice"
            ),
        ]
    )
    func invalid(_ json: String, _ reason: String) throws {
        let error = #expect(throws: Seed.Invalid.self) { try seeds(json) }
        #expect(error?.description == reason)
    }
}
