import Testing

@testable import FlowLogSimulator

@Suite("Every call of the guide")
struct GuideTests {
    /// The guide's create request: all of its fields.
    private let fullRequest: JSONObject = [
        "name": "create-test", "resource_type": "PORT", "resource_id": .string(portID), "filter": "ALL", "aggregation_interval": 1,
        "connection_setup_only": false, "storage_type": "OBS", "storage_url": "https://storage.example.com/v1/AUTH_abc/flowlog/240729",
        "log_format": "CSV", "compression_type": "RAW", "customized_field": "timestamp_start,timestamp_end,src_addr,tcp_flag",
        "partition_period": "HOUR", "admin_state_up": true, "description": "trail test",
    ]

    @Test("a create answers 201 with all fields, in BUILD")
    func create() async throws {
        try await withClient { client in
            let reply = try await client.create(fullRequest)
            #expect(reply.status == 201)
            #expect(reply.headers["content-type"] == "application/json")
            #expect(guideLoggerFields.isSubset(of: reply.logger.keys))
            for (name, value) in fullRequest { #expect(reply.logger[name] == value, "\(name)") }
            #expect(reply.logger["status"] == "BUILD")
            #expect(reply.logger["error_type"] == "")
            #expect(reply.logger["tenant_id"] == "tenant-a")
            #expect(reply.logger["project_id"] == "tenant-a")
            #expect(reply.logger["created_at"] == "2026-01-02 03:04:05")
            #expect(reply.logger["updated_at"] == "2026-01-02 03:04:05.000000")
            #expect(ValueRules.isUUID(reply.id))
        }
    }

    @Test("a list answers 200 with the loggers in their envelope")
    func list() async throws {
        try await withClient { client in
            #expect(try await client.list().json == ["flowlog_loggers": []])
            let first = try await client.create(fullRequest).id
            let second = try await client.create(required).id
            let reply = try await client.list()
            #expect(reply.status == 200)
            #expect(reply.json.object?.count == 1)
            #expect(reply.loggers.map { $0["id"] } == [first, second].sorted().map(JSONValue.string))
            #expect(reply.loggers.allSatisfy { guideLoggerFields.isSubset(of: $0.keys) })
        }
    }

    @Test("a show answers 200 with one logger, timestamps without microseconds")
    func show() async throws {
        try await withClient { client in
            let created = try await client.create(fullRequest)
            client.simulator.clock.advance(by: .seconds(2))
            let reply = try await client.show(created.id)
            #expect(reply.status == 200)
            #expect(guideLoggerFields.isSubset(of: reply.logger.keys))
            #expect(reply.logger["status"] == "ACTIVE")
            #expect(reply.logger["created_at"] == "2026-01-02 03:04:05")
            #expect(reply.logger["updated_at"] == "2026-01-02 03:04:06")
        }
    }

    @Test("an edit answers 200 with the whole logger, INACTIVE at once when switched off")
    func edit() async throws {
        try await withClient { client in
            let id = try await client.create(fullRequest).id
            client.simulator.clock.advance(by: .milliseconds(2500))
            let reply = try await client.edit(
                id, ["name": "name-updated", "description": "description-updated", "admin_state_up": false]
            )
            #expect(reply.status == 200)
            #expect(guideLoggerFields.isSubset(of: reply.logger.keys))
            #expect(reply.logger["name"] == "name-updated")
            #expect(reply.logger["description"] == "description-updated")
            #expect(reply.logger["admin_state_up"] == false)
            #expect(reply.logger["status"] == "INACTIVE")
            #expect(reply.logger["created_at"] == "2026-01-02 03:04:05")
            #expect(reply.logger["updated_at"] == "2026-01-02 03:04:07.500000")
            #expect(try await client.show(id).logger["updated_at"] == "2026-01-02 03:04:07")
        }
    }

    @Test("a delete answers 204 without a body, and the logger is gone")
    func delete() async throws {
        try await withClient { client in
            let id = try await client.create(fullRequest).id
            let reply = try await client.delete(id)
            #expect(reply.status == 204)
            #expect(reply.text.isEmpty)
            #expect(try await client.show(id).status == 404)
            #expect(try await client.delete(id).status == 404)
            #expect(try await client.list().loggers.isEmpty)
        }
    }

    @Test("logging ports are listed and shown with the guide's fields")
    func loggingPorts() async throws {
        try await withClient { client in
            let id = try await client.create(fullRequest).id
            client.simulator.clock.advance(by: .seconds(2))
            let list = try await client.listPorts()
            #expect(list.status == 200)
            let port = try #require(list.ports.first)
            #expect(list.ports.count == 1)
            #expect(Set(port.keys) == guidePortFields)
            #expect(port["logger_id"] == .string(id))
            #expect(port["port_id"] == .string(portID))
            #expect(port["tenant_id"] == "tenant-a")
            #expect(port["project_id"] == "tenant-a")
            #expect(port["created_at"] == "2026-01-02 03:04:06")
            let show = try await client.call("GET", "/v2.0/flowlog-logging-ports/\(port["id"]?.string ?? "")")
            #expect(show.status == 200)
            #expect(show.json == ["flowlog_logging_port": .object(port)])
        }
    }
}
