import Testing

@testable import FlowLogSimulator

@Suite("Lists of the network")
struct InventoryListTests {
    @Test("objects are answered as the file has them, in the order of their ids, one by one too")
    func asGiven() async throws {
        try await withInventory { client async throws in
            let vpcs = try await client.network("vpcs")
            #expect(vpcs.status == 200)
            #expect(vpcs.ids("vpcs") == ["v1", "v2", "v3", "v4"])
            #expect(vpcs.json.object?.count == 1)
            #expect(
                vpcs.list("vpcs").first == [
                    "id": "v1", "name": "운영 망", "tenant_id": "tenant-a", "cidrv4": "10.0.0.0/16", "shared": false,
                    "colour": ["deep": ["red"]],
                ])
            for (list, single, id) in [("vpcs", "vpc", "v1"), ("vpcsubnets", "vpcsubnet", "s1"), ("ports", "port", "p2")] {
                let row = try await client.network(list).list(list).first { $0["id"] == .string(id) }
                #expect(try await client.network("\(list)/\(id)").json == [single: .object(try #require(row))])
                #expect(try await client.network("\(list)/\(id.uppercased())").status == 200)
            }
        }
    }

    @Test("what is not there is a 404, without a token all is a 401, and nothing can be written")
    func refusals() async throws {
        try await withInventory { client async throws in
            #expect(try await client.network("vpcs/p1").error?.type == "VpcNotFound")
            #expect(try await client.network("vpcsubnets/x").error?.type == "VpcsubnetNotFound")
            #expect(try await client.network("ports/x").error?.message == "Port x could not be found.")
            #expect(try await client.network("networks").status == 404)
            #expect(try await client.call("POST", "/v2.0/vpcs", ["vpc": ["name": "new"]]).status == 405)
            var stranger = client
            stranger.token = nil
            for path in ["vpcs", "vpcs/v1", "vpcsubnets", "ports"] {
                let reply = try await stranger.network(path)
                #expect(reply.status == 401 && reply.text == "Authentication required")
            }
        }
    }

    @Test("without an inventory there are no such lists")
    func none() async throws {
        try await withClient { client async throws in
            for path in ["/v2.0/vpcs", "/v2.0/ports/p1", "/compute/v2/tenant-a/servers"] {
                #expect(try await client.call("GET", path).status == 404)
            }
            #expect(try await client.call("PUT", "/_simulator/vpcs/v", ["name": "n"]).status == 404)
        }
    }

    @Test("a field that the file leaves out is left out of the answer, and a null stays")
    func oddObjects() async throws {
        let json = #"{"ports": [{"id": "p1", "fixed_ips": null, "device_id": 7}, {"id": "p2", "tenant_id": null}]}"#
        try await withInventory(json) { client async throws in
            #expect(
                try await client.network("ports").list("ports") == [
                    ["id": "p1", "tenant_id": "tenant-a", "fixed_ips": .null, "device_id": 7], ["id": "p2"],
                ])
            #expect(try await client.network("vpcs").json == ["vpcs": []])
        }
    }

    @Test("an object without a tenant is each asking tenant's; others' are shown if they are shared, external, or ports in an own VPC")
    func visibility() async throws {
        try await withInventory { client async throws in
            let other = try await client.loggedIn(tenant: "tenant-b")
            #expect(try await other.network("vpcs").ids("vpcs") == ["v2", "v3", "v4", "v5"])
            #expect(try await other.network("vpcs/v2").json.object?["vpc"]?.object?["tenant_id"] == "tenant-b")
            #expect(try await other.network("vpcsubnets").ids("vpcsubnets") == ["s2", "s3"])
            #expect(try await other.network("vpcs/v1").status == 404)
            #expect(try await client.network("vpcs/v3").json.object?["vpc"]?.object?["tenant_id"] == "provider")
            #expect(try await client.network("ports").ids("ports") == ["p1", "p2", "p3", "p4", "p5", "p6"])
            #expect(try await client.network("ports/p7").status == 404)
        }
    }

    @Test("an administrator is shown every tenant's objects")
    func allTenants() async throws {
        try await withInventory(showsAllTenants: true) { client async throws in
            #expect(try await client.network("vpcs").ids("vpcs").count == 5)
            #expect(try await client.network("ports/p7").json.object?["port"]?.object?["tenant_id"] == "tenant-b")
            #expect(try await client.servers().ids("servers").contains("i9"))
        }
    }

    @Test(
        "documented filters narrow the list, others are ignored",
        arguments: [
            ("vpcs", "name=%EC%9A%B4%EC%98%81%20%EB%A7%9D", ["v1"]), ("vpcs", "id=V1&id=v2", ["v1", "v2"]),
            ("vpcs", "shared=True", ["v4"]), ("vpcs", "router:external=true", ["v3"]), ("vpcs", "router%3Aexternal=0", ["v2"]),
            ("vpcs", "tenant_id=provider", ["v3", "v4"]), ("vpcs", "cidrv4=10.0.0.0/16", ["v1", "v2", "v3", "v4"]),
            ("vpcsubnets", "vpc_id=v1&name=db", ["s2"]), ("vpcsubnets", "cidr=10.1.0.0/24", ["s3"]),
            ("ports", "network_id=v1&status=DOWN", ["p5"]), ("ports", "device_id=i1", ["p1"]), ("ports", "device_owner=Octavia", ["p6"]),
            ("ports", "name=vip", ["p4"]), ("ports", "name=v", []), ("ports", "fixed_ips=ip_address=10.0.1.6", ["p2"]),
            ("ports", "fixed_ips=ip_address%3D10.0.1.6", ["p2"]), ("ports", "fixed_ips=subnet_id=S2", ["p2", "p3", "p6"]),
            ("ports", "fixed_ips=subnet_id=s2&fixed_ips=ip_address=10.0.1.6", []),
            ("ports", "fixed_ips=ip_address=10.0.2.6&fixed_ips=ip_address=10.0.2.1", ["p2", "p3"]),
        ]
    )
    func filters(_ list: String, _ query: String, _ ids: [String]) async throws {
        try await withInventory { client async throws in #expect(try await client.network(list, "?" + query).ids(list) == ids) }
    }

    @Test("fields keeps some fields of ports")
    func fields() async throws {
        try await withInventory { client async throws in
            let rows = try await client.network("ports", "?fields=id&fields=network_id&device_id=i1").list("ports")
            #expect(rows == [["id": "p1", "network_id": "v1"]])
        }
    }

    @Test("a capped list has links that lead through all of it, forwards and back", arguments: ["vpcs", "vpcsubnets", "ports"])
    func paging(_ list: String) async throws {
        try await withInventory(pageLimit: 2) { client async throws in
            var (ids, queries): ([String], [String]) = ([], [])
            var query: String? = ""
            while let present = query, queries.count < 10 {
                let reply = try await client.network(list, present)
                queries.append(present)
                ids += reply.ids(list)
                query = reply.link(list)
            }
            let count = ["vpcs": 4, "vpcsubnets": 3, "ports": 6][list] ?? 0
            #expect(ids.count == count && Set(ids).count == count)
            let second = try #require(queries.dropFirst().first)
            let back = try #require(try await client.network(list, second).link(list, "previous"))
            #expect(try await client.network(list, back).ids(list) == Array(ids[..<2]))
            #expect(try await client.network(list, "?marker=gone").status == 404)
        }
    }

    @Test("pages miss nothing when ids are in either case")
    func mixedCase() async throws {
        try await withInventory(#"{"vpcs": [{"id": "b"}, {"id": "A"}, {"id": "c"}, {"id": "D"}]}"#, pageLimit: 1) { client in
            var ids: [String] = []
            var query: String? = ""
            while let present = query, ids.count < 10 {
                let reply = try await client.network("vpcs", present)
                ids += reply.ids("vpcs")
                query = reply.link("vpcs")
            }
            #expect(ids.sorted() == ["A", "D", "b", "c"])
        }
    }

    @Test("the lists of other regions are empty")
    func regions() async throws {
        let configuration = SimulatorConfiguration(regions: ["KR1", "KR2"], inventory: try inventory())
        try await withClient(configuration) { client async throws in
            for path in ["/KR2/v2.0/vpcs", "/KR2/v2.0/ports", "/KR2/compute/v2/tenant-a/servers"] {
                let reply = try await client.call("GET", path)
                #expect(reply.status == 200)
                #expect(reply.json.object?.values.allSatisfy { $0 == [] } == true)
            }
            #expect(try await client.call("GET", "/KR2/v2.0/vpcs/v1").status == 404)
        }
    }
}
