import Testing

@testable import FlowLogSimulator

@Suite("Regions")
struct RegionTests {
    private let regions = SimulatorConfiguration(buildTime: .zero, regions: ["KR1", "KR2", "KR21"])

    /// The addresses of one service in the catalog, by region.
    private func catalog(_ client: Client, _ type: String) async throws -> [String: String] {
        let reply = try await client.login(["tenantId": "t", "passwordCredentials": ["username": "me", "password": "secret"]])
        let services = try #require(reply.json.object?["access"]?.object?["serviceCatalog"]?.array).compactMap(\.object)
        let endpoints = services.first { $0["type"] == .string(type) }?["endpoints"]?.array?.compactMap(\.object) ?? []
        return Dictionary(uniqueKeysWithValues: endpoints.map { ($0["region"]?.string ?? "", $0["publicURL"]?.string ?? "") })
    }

    private func loggers(_ region: String) -> String { "/\(region)/v2.0/flowlog-loggers" }

    @Test("the catalog has each region with an address of its own, and one identity service for all")
    func catalog() async throws {
        try await withClient(regions) { client async throws in
            let base = client.simulator.baseURL
            #expect(try await catalog(client, "network") == ["KR1": base, "KR2": "\(base)/KR2", "KR21": "\(base)/KR21"])
            #expect(Set(try await catalog(client, "identity").values) == ["\(base)/v2.0"])
        }
    }

    @Test("each region has loggers of its own, for the same token")
    func separate() async throws {
        try await withClient(regions) { client async throws in
            let first = try await client.create(required).id
            let body: JSONValue = ["flowlog_logger": .object(required)]
            let second = try await client.call("POST", loggers("KR2"), body)
            #expect(second.status == 201)
            #expect(try await client.list().loggers.map { $0["id"] } == [.string(first)])
            #expect(try await client.call("GET", loggers("KR2")).loggers.map { $0["id"] } == [.string(second.id)])
            #expect(try await client.call("GET", loggers("KR21")).loggers.isEmpty)
            #expect(try await client.show(second.id).status == 404)
            #expect(try await client.call("GET", "\(loggers("KR2"))/\(second.id)").logger["name"] == "web")
            #expect(try await client.call("GET", "/KR2/v2.0/flowlog-logging-ports").ports.count == 1)
            #expect(try await client.call("DELETE", "\(loggers("KR2"))/\(second.id)").status == 204)
            #expect(try await client.list().loggers.count == 1)
        }
    }

    @Test("seeds are in the first region; uniqueness and quota are each region's own")
    func perRegion() async throws {
        var configuration = regions
        configuration.seeds = try Seed.list(parsing: Array(#"[{"id":"s","name":"web","resource_id":"r","storage_url":"u"}]"#.utf8))
        configuration.uniqueNames = true
        configuration.quota = 1
        try await withClient(configuration) { client async throws in
            let body: JSONValue = ["flowlog_logger": .object(required)]
            #expect(try await client.list().loggers.count == 1)
            #expect(try await client.call("GET", loggers("KR2")).loggers.isEmpty)
            #expect(try await client.create(required).status == 409)
            #expect(try await client.call("POST", loggers("KR2"), body).status == 201)
            #expect(try await client.call("POST", loggers("KR2"), body).status == 409)
        }
    }

    @Test("pages, version documents and refusals stay within the region's address")
    func addresses() async throws {
        var configuration = regions
        configuration.pageLimit = 1
        try await withClient(configuration) { client async throws in
            _ = try await client.call("POST", loggers("KR2"), ["flowlog_logger": .object(required)])
            let link = try await client.call("GET", loggers("KR2")).list("flowlog_loggers_links").first?["href"]?.string
            #expect(link?.contains(":9696/KR2/v2.0/flowlog-loggers?") == true)
            for path in ["/KR2", "/KR2/", "/KR2/v2.0", "/KR2/v2.0/"] {
                let reply = try await client.call("GET", path)
                #expect(reply.status == 200)
                #expect(reply.text.contains("\"\(client.simulator.baseURL)/KR2/v2.0\""))
            }
            var stranger = client
            stranger.token = nil
            #expect(try await stranger.call("GET", loggers("KR2")).status == 401)
        }
    }

    @Test(
        "a region that is not there, and what is no part of the API, is a 404",
        arguments: [
            "/KR1/v2.0/flowlog-loggers", "/KR3/v2.0/flowlog-loggers", "/kr2/v2.0/flowlog-loggers", "/KR2/_simulator/requests", "/KR22",
        ]
    )
    func unknown(_ path: String) async throws {
        try await withClient(regions) { client async throws in
            #expect(try await client.call("GET", path).status == 404)
        }
    }

    @Test("the state file keeps all regions, those that are not served for the moment too")
    func state() async throws {
        try await withStatePath { path in
            var configuration = regions
            configuration.stateFile = path
            var inKR2 = JSONValue.null
            try await withClient(configuration) { client async throws in
                _ = try await client.create(required)
                _ = try await client.call("POST", loggers("KR2"), ["flowlog_logger": .object(required)])
                inKR2 = try await client.call("GET", loggers("KR2")).json
            }
            configuration.regions = ["KR3"]
            try await withClient(configuration) { client async throws in
                #expect(try await client.list().loggers.isEmpty)
                _ = try await client.create(required)
            }
            configuration.regions = ["KR2", "KR1", "KR3"]
            try await withClient(configuration) { client async throws in
                #expect(try await client.list().json == inKR2)
                #expect(try await client.call("GET", loggers("KR1")).loggers.count == 1)
                #expect(try await client.call("GET", loggers("KR3")).loggers.count == 1)
            }
        }
    }

    @Test("a fault can hit one region alone")
    func fault() async throws {
        var configuration = regions
        configuration.faults = [try Fault("GET /KR2/* status=503")]
        try await withClient(configuration) { client async throws in
            #expect(try await client.call("GET", loggers("KR2")).status == 503)
            #expect(try await client.call("GET", loggers("KR21")).status == 200)
            #expect(try await client.list().status == 200)
        }
    }
}
