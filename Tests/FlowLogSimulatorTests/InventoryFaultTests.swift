import Testing

@testable import FlowLogSimulator

@Suite("Faults of the inventory's lists")
struct InventoryFaultTests {
    @Test("faults hit the lists by their paths", arguments: ["vpcs", "vpcsubnets", "ports", "servers"])
    func byPath(_ list: String) async throws {
        let faults = ["GET */\(list) status=429,retry-after=2 n=1", "GET */\(list) garbage n=2-2", "GET */\(list) truncate n=3-3"]
        try await withInventory(faults: faults) { client async throws in
            let read = { list == "servers" ? try await client.servers() : try await client.network(list) }
            let refused = try await read()
            #expect(refused.status == 429 && refused.headers["retry-after"] == "2")
            #expect(try await read().text.hasPrefix("<html>"))
            await #expect(throws: (any Error).self) { try await read() }
            #expect(try await read().list(list).isEmpty == false)
            let log = await client.simulator.requests.dropFirst()
            #expect(log.map(\.faults) == faults.map { [$0] } + [[]])
            #expect(log.allSatisfy { $0.path.hasSuffix("/\(list)") })
        }
    }

    @Test("a list can do as if the query did not have a marker, or a filter")
    func ignores() async throws {
        try await withInventory(faults: ["GET * ignores=marker,name"]) { client async throws in
            let first = try await client.servers("?limit=2")
            #expect(try await client.servers("?limit=2&marker=i1").ids("servers") == first.ids("servers"))
            #expect(try await client.network("vpcs", "?limit=2&marker=v2&name=common").ids("vpcs") == ["v1", "v2"])
            #expect(await client.simulator.requests.last?.path == "/v2.0/vpcs?limit=2&marker=v2&name=common")
        }
    }

    @Test("a list that was cut can say nothing of it")
    func noLinks() async throws {
        try await withInventory(faults: ["GET * no-links"], pageLimit: 2) { client async throws in
            for reply in [try await client.servers(), try await client.network("ports")] { #expect(reply.json.object?.count == 1) }
        }
    }

    @Test("ids can be written in upper case, those within objects too")
    func writtenIDs() async throws {
        try await withInventory(faults: ["GET * ids=upper,upper-project"]) { client async throws in
            let port = try #require(try await client.network("ports", "?id=p1").list("ports").first)
            #expect(port["id"] == "P1" && port["network_id"] == "V1" && port["device_id"] == "I1" && port["tenant_id"] == "TENANT-A")
            #expect(port["fixed_ips"] == [["subnet_id": "S1", "ip_address": "10.0.1.5"]])
            let subnet = try await client.network("vpcsubnets/s1").json.object?["vpcsubnet"]?.object
            #expect(subnet?["vpc"] == ["id": "V1", "name": "운영 망"])
            #expect(try await client.servers().ids("servers") == ["I2", "I1", "I5"])
        }
    }

    @Test("odd objects can lack fields, or have null in them")
    func lacking() async throws {
        let json = #"{"vpcs": [{"id": "v1", "name": "odd"}, {"id": "v2", "name": "even"}]}"#
        try await withInventory(json, faults: ["GET * lacks=id", "GET * nulls=tenant_id"]) { client async throws in
            #expect(
                try await client.network("vpcs").list("vpcs") == [
                    ["name": "odd", "tenant_id": .null], ["id": "v2", "name": "even", "tenant_id": "tenant-a"],
                ])
        }
    }
}
