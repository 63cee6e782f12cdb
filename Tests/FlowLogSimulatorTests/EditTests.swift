import Testing

@testable import FlowLogSimulator

@Suite("Editing")
struct EditTests {
    @Test("an edit without name is a 400")
    func nameIsRequired() async throws {
        try await withClient { client in
            let id = try await client.create(required).id
            let reply = try await client.edit(id, ["description": "new", "admin_state_up": true])
            #expect(reply.status == 400)
            #expect(reply.error?.message == "Failed to parse request. Required attribute 'name' not specified")
            #expect(try await client.show(id).logger["description"] == "")
        }
    }

    @Test("an edit without admin_state_up switches a disabled logger on")
    func adminStateDefaultsToTrue() async throws {
        try await withClient { client in
            let id = try await client.create(request(["admin_state_up": false])).id
            let reply = try await client.edit(id, ["name": "web"])
            #expect(reply.logger["admin_state_up"] == true)
        }
    }

    @Test("an edit without description keeps it")
    func descriptionStays() async throws {
        try await withClient { client in
            let id = try await client.create(request(["description": "kept"])).id
            #expect(try await client.edit(id, ["name": "new"]).logger["description"] == "kept")
            #expect(try await client.edit(id, ["name": "new", "description": ""]).logger["description"] == "")
        }
    }

    @Test(
        "a read-only field is a 400 that names it, even with its present value",
        arguments: LoggerField.all.map(\.name).filter { !["name", "description", "admin_state_up"].contains($0) }
    )
    func readOnly(_ field: String) async throws {
        try await withClient { client in
            let created = try await client.create(required)
            let reply = try await client.edit(created.id, ["name": "new", field: created.logger[field] ?? "x"])
            #expect(reply.status == 400)
            #expect(reply.error?.message == "Cannot update read-only attribute \(field)")
            #expect(try await client.show(created.id).logger["name"] == "web")
        }
    }

    @Test("a wrong value or an unknown field is a 400 and changes nothing")
    func wrongValues() async throws {
        try await withClient { client in
            let id = try await client.create(required).id
            let before = try await client.show(id).json
            for changes: JSONObject in [
                ["name": 1], ["name": .null], ["name": "new", "admin_state_up": "false"], ["name": "new", "description": .null],
                ["name": "new", "colour": "red"], ["name": .string(String(repeating: "x", count: 256))], [:],
            ] {
                let reply = try await client.edit(id, changes)
                #expect(reply.status == 400)
                #expect(reply.error != nil)
            }
            #expect(try await client.show(id).json == before)
        }
    }

    @Test("a logger that is not there is a 404 in every call")
    func notFound() async throws {
        try await withClient { client in
            let id = "00000000-0000-4000-8000-000000000000"
            for reply in [try await client.show(id), try await client.edit(id, ["name": "x"]), try await client.delete(id)] {
                #expect(reply.status == 404)
                #expect(reply.error?.type == "LoggerNotFound")
                #expect(reply.error?.message == "Flow log logger \(id) could not be found.")
            }
            let port = try await client.call("GET", "/v2.0/flowlog-logging-ports/\(id)")
            #expect(port.status == 404)
            #expect(port.error != nil)
        }
    }
}
