import Testing

@testable import FlowLogSimulator

@Suite("The compute service")
struct ServerListTests {
    private func fault(_ reply: Reply, _ name: String) -> String? {
        let fault = reply.json.object?[name]?.object
        return fault?["code"] == .int(reply.status) ? fault?["message"]?.string : nil
    }

    /// The addresses of the compute service by region; nil when the catalog has no such service.
    private func catalog(_ client: Client) async throws -> [String: String]? {
        let reply = try await client.login(["tenantId": "t/1", "passwordCredentials": ["username": "me", "password": "secret"]])
        let services = try #require(reply.json.object?["access"]?.object?["serviceCatalog"]?.array).compactMap(\.object)
        guard let compute = services.first(where: { $0["type"] == "compute" }) else { return nil }
        let endpoints = compute["endpoints"]?.array?.compactMap(\.object) ?? []
        return Dictionary(uniqueKeysWithValues: endpoints.map { ($0["region"]?.string ?? "", $0["publicURL"]?.string ?? "") })
    }

    @Test("the catalog leads to it in each region, with version and tenant at the end or without")
    func addresses() async throws {
        var configuration = SimulatorConfiguration(regions: ["KR1", "KR2"], inventory: try inventory())
        try await withClient(configuration) { client async throws in
            let base = client.simulator.baseURL
            #expect(try await catalog(client) == ["KR1": "\(base)/compute/v2/t%2F1", "KR2": "\(base)/KR2/compute/v2/t%2F1"])
            let there = try await client.loggedIn(tenant: "t/1").call("GET", "/compute/v2/t%2F1/servers")
            #expect(there.ids("servers") == ["i2", "i1", "i5"])
        }
        configuration.hasBareComputeURL = true
        try await withClient(configuration) { client async throws in
            let base = client.simulator.baseURL
            #expect(try await catalog(client) == ["KR1": "\(base)/compute", "KR2": "\(base)/KR2/compute"])
        }
    }

    @Test("an inventory without servers has no compute service, and without an inventory it leads nowhere")
    func noCompute() async throws {
        try await withInventory(#"{"vpcs": []}"#) { client async throws in
            #expect(try await catalog(client) == nil)
            #expect(try await client.servers().status == 404)
        }
        try await withClient { client async throws in #expect(try await catalog(client) == ["KR1": "https://kr1-compute.invalid/v2/t/1"]) }
    }

    @Test("the list says little of each instance, its details and a single one all, in the order of the file")
    func list() async throws {
        try await withInventory { client async throws in
            let reply = try await client.servers()
            #expect(reply.ids("servers") == ["i2", "i1", "i5"])
            #expect(reply.list("servers").first == ["id": "i2", "name": "web-2", "links": []])
            #expect(reply.json.object?.count == 1)
            let bastion: JSONObject = ["id": "i5", "name": "Bastion", "status": "SHUTOFF", "tenant_id": "tenant-a"]
            #expect(try await client.servers("/detail").list("servers").last == bastion)
            #expect(try await client.servers("/i5").json == ["server": .object(bastion)])
        }
    }

    @Test(
        "the filter name is a regular expression that is looked for anywhere, without case",
        arguments: [
            ("web", ["i2", "i1"]), ("%5Eweb-1%24", ["i1"]), ("web.[12]", ["i2", "i1"]), ("web.1", ["i1"]), ("bastion", ["i5"]),
            ("%5Eastion", []), ("a%7C2", ["i2", "i5"]), ("", ["i2", "i1", "i5"]),
        ]
    )
    func names(_ pattern: String, _ ids: [String]) async throws {
        try await withInventory { client async throws in #expect(try await client.servers("?name=\(pattern)").ids("servers") == ids) }
    }

    private func many(_ count: Int) -> String {
        let servers = (0..<count).map { #"{"id": "\#(($0 * 7) % count)", "name": "web"}"# }
        return "{\"servers\": [\(servers.joined(separator: ","))]}"
    }

    @Test("a page has 100 instances, at most 1,000 on request, or what the simulator is told")
    func limits() async throws {
        try await withInventory(many(1501)) { client async throws in
            #expect(try await client.servers().ids("servers").count == 100)
            #expect(try await client.servers("?limit=150").ids("servers").count == 150)
            #expect(try await client.servers("?limit=5000").ids("servers").count == 1000)
            #expect(try await client.servers("?limit=0").json == ["servers": []])
            let rest = try await client.servers("?limit=1000&marker=\(try await client.servers("?limit=1000").ids("servers").last ?? "")")
            #expect(rest.ids("servers").count == 501)
            #expect(rest.link("servers") == nil)
        }
        try await withInventory(many(10), pageLimit: 4) { client async throws in
            #expect(try await client.servers("?limit=7").ids("servers").count == 4)
        }
    }

    @Test("links and markers lead through all instances, with the filter, to an empty page when the last one is full")
    func paging() async throws {
        try await withInventory(many(6)) { client async throws in
            var pages: [[String]] = []
            var query: String? = "?limit=3&name=w"
            while let present = query, pages.count < 10 {
                let reply = try await client.servers(present)
                pages.append(reply.ids("servers"))
                query = reply.link("servers")
                #expect(query?.contains("name=w") != false)
            }
            #expect(pages.map(\.count) == [3, 3, 0])
            #expect(Set(pages.joined()).count == 6)
            #expect(try await client.servers("?limit=3&marker=\(pages[0][2])").ids("servers") == pages[1])
        }
    }

    @Test("refusals are in the service's own words")
    func refusals() async throws {
        try await withInventory { client async throws in
            #expect(fault(try await client.servers("?marker=gone"), "badRequest") == "marker [gone] not found")
            for query in ["?limit=x", "?limit=-1", "?name=%5B"] { #expect(fault(try await client.servers(query), "badRequest") != nil) }
            #expect(fault(try await client.servers("/gone"), "itemNotFound") == "Instance gone could not be found.")
            #expect(fault(try await client.servers("/i9"), "itemNotFound") != nil, "another tenant's")
            for path in ["/compute/servers", "/compute/v2/servers", "/compute/v2.1/tenant-a/servers", "/compute/v2/tenant-a/flavors"] {
                #expect(fault(try await client.call("GET", path), "itemNotFound") != nil)
            }
            #expect(fault(try await client.call("DELETE", "/compute/v2/tenant-a/servers/i1"), "badMethod") != nil)
        }
    }

    @Test("a token opens the compute service of its own tenant, while it is valid")
    func tokens() async throws {
        try await withInventory { client async throws in
            let other = try await client.loggedIn(tenant: "tenant-b")
            #expect(fault(try await other.servers(), "badRequest")?.contains("'tenant-a' doesn't match") == true)
            client.simulator.clock.advance(by: .seconds(43200))
            var stranger = client
            stranger.token = nil
            for client in [client, stranger] {
                for rest in ["", "/detail", "/i1"] {
                    let reply = try await client.servers(rest)
                    #expect(reply.status == 401)
                    #expect(reply.json.object?["error"]?.object?["code"] == 401)
                }
            }
        }
    }
}
