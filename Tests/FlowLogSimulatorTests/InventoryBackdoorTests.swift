import Testing

@testable import FlowLogSimulator

@Suite("The back door of the inventory")
struct InventoryBackdoorTests {
    private func edit(_ client: Client, _ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> Reply {
        var nobody = client
        nobody.token = nil
        return try await nobody.call(method, "/_simulator/\(path)", body)
    }

    @Test("an object is added or replaced, for every tenant and without a token")
    func put() async throws {
        try await withInventory { client async throws in
            let added = try await edit(client, "PUT", "vpcs/v0", ["name": "운영 망", "colour": "blue", "state": .null])
            #expect(added.status == 201)
            #expect(added.json == ["vpc": ["id": "v0", "name": "운영 망", "colour": "blue", "state": .null]])
            #expect(try await client.network("vpcs").ids("vpcs").first == "v0")
            let other = try await client.loggedIn(tenant: "tenant-b")
            #expect(try await other.network("vpcs/v0").json.object?["vpc"]?.object?["tenant_id"] == "tenant-b")

            #expect(try await edit(client, "PUT", "vpcs/v1", ["id": "v1", "name": "new"]).status == 200)
            #expect(try await client.network("vpcs/v1").json == ["vpc": ["id": "v1", "name": "new", "tenant_id": "tenant-a"]])
            #expect(try await edit(client, "PUT", "servers/i7", ["name": "late"]).status == 201)
            #expect(try await client.servers().ids("servers").last == "i7")
        }
    }

    @Test("fields are edited, and null takes one out of the answers, the tenant too")
    func patch() async throws {
        try await withInventory { client async throws in
            let reply = try await edit(client, "PATCH", "ports/p1", ["name": "web", "network_id": .null, "fixed_ips": 7])
            #expect(reply.status == 200)
            let port = try #require(try await client.network("ports/p1").json.object?["port"]?.object)
            #expect(port["name"] == "web" && port["fixed_ips"] == 7 && port["network_id"] == nil && port["status"] == "ACTIVE")
            #expect(port["tenant_id"] == "tenant-a")
            #expect(try await edit(client, "PATCH", "vpcs/v1", ["tenant_id": .null, "colour": "blue"]).status == 200)
            let vpc = try #require(try await client.network("vpcs/v1").json.object?["vpc"]?.object)
            #expect(vpc["tenant_id"] == nil && vpc["colour"] == "blue")
        }
    }

    @Test("an object is taken out", arguments: [("vpcs", "v1"), ("vpcsubnets", "s1"), ("ports", "p1"), ("servers", "i1")])
    func delete(_ list: String, _ id: String) async throws {
        try await withInventory { client async throws in
            let read = list == "servers" ? client.servers : { try await client.network(list, $0) }
            #expect(try await edit(client, "DELETE", "\(list)/\(id.uppercased())").status == 204)
            #expect(try await !read("").ids(list).contains(id))
            #expect(try await read("/\(id)").status == 404)
            #expect(try await edit(client, "DELETE", "\(list)/\(id)").status == 404)
        }
    }

    @Test(
        "junk is a 400 with a message and changes nothing",
        arguments: [
            ("PATCH", "vpcs/v1", "{"), ("PATCH", "vpcs/v1", "{}"), ("PUT", "vpcs/v9", "[]"), ("PATCH", "vpcs/v1", #"{"nmae": "x"}"#),
            ("PATCH", "vpcs/v1", #"{"vpc": {"name": "x"}}"#), ("PATCH", "vpcs/v1", #"{"id": "v9"}"#), ("PUT", "vpcs/v1", #"{"id": "v9"}"#),
            ("PATCH", "vpcs/v1?tenant=tenant-a", #"{"name": "x"}"#),
        ]
    )
    func junk(_ method: String, _ path: String, _ body: String) async throws {
        try await withInventory { client async throws in
            let before = try await client.network("vpcs").json
            let reply = try await client.call(method, "/_simulator/\(path)", bytes: Array(body.utf8))
            #expect(reply.status == 400)
            #expect(reply.error?.message.isEmpty == false)
            #expect(try await client.network("vpcs").json == before)
        }
    }

    @Test("what is not there can only be added, and only to lists that are served")
    func notFound() async throws {
        try await withInventory(#"{"vpcs": []}"#) { client async throws in
            #expect(try await edit(client, "PATCH", "ports/x", ["name": "n"]).error?.type == "PortNotFound")
            #expect(try await edit(client, "DELETE", "vpcs/x").error?.type == "VpcNotFound")
            #expect(try await edit(client, "PUT", "servers/x", ["name": "n"]).status == 404)
            #expect(try await edit(client, "PUT", "containers/x", ["name": "n"]).status == 404)
            #expect(try await edit(client, "PUT", "ports/x", ["name": "n"]).status == 201)
        }
    }

    @Test("stale reads show the inventory as it was that long ago")
    func stale() async throws {
        try await withInventory(faults: ["GET * stale-list=30s", "GET * stale-show=10s"]) { client async throws in
            _ = try await edit(client, "PUT", "vpcs/v0", ["name": "new"])
            client.simulator.clock.advance(by: .seconds(10))
            _ = try await edit(client, "PATCH", "vpcs/v0", ["name": "newer"])
            #expect(try await client.network("vpcs/v0").json.object?["vpc"]?.object?["name"] == "new")
            #expect(try await !client.network("vpcs").ids("vpcs").contains("v0"))
            client.simulator.clock.advance(by: .seconds(20))
            #expect(try await client.network("vpcs", "?id=v0").list("vpcs").first?["name"] == "new")
            client.simulator.clock.advance(by: .seconds(10))
            #expect(try await client.network("vpcs", "?id=v0").list("vpcs").first?["name"] == "newer")
        }
    }
}
