import Testing

@testable import FlowLogSimulator

@Suite("Tokens")
struct LoginTests {
    private let credentials: JSONValue = ["username": "me@example.com", "password": "secret"]

    @Test("a login answers a token, a catalog, the user and metadata")
    func login() async throws {
        try await withClient { client in
            let reply = try await client.login(["tenantId": "t1", "passwordCredentials": credentials])
            #expect(reply.status == 200)
            let access = try #require(reply.json.object?["access"]?.object)
            let token = try #require(access["token"]?.object)
            #expect((token["id"]?.string ?? "").count == 32)
            #expect(token["expires"] == "2026-01-02T15:04:05Z")
            #expect(token["issued_at"] == "2026-01-02T03:04:05.000000")
            #expect(token["tenant"]?.object?["id"] == "t1")
            #expect(token["tenant"]?.object?["enabled"] == true)
            #expect(access["user"]?.object?["username"] == "me@example.com")
            #expect(access["user"]?.object?["roles"] == [["name": "project_admin"]])
            #expect(access["metadata"]?.object?["is_admin"] == 0)

            let catalog = try #require(access["serviceCatalog"]?.array).compactMap(\.object)
            #expect(catalog.count > 1)
            let network = try #require(catalog.first { $0["type"] == "network" })
            let endpoint = try #require(network["endpoints"]?.array?.first?.object)
            #expect(endpoint["region"] == "KR1")
            #expect(endpoint["publicURL"] == .string(client.simulator.baseURL))
        }
    }

    @Test("every login gets another token")
    func tokensDiffer() async throws {
        try await withClient { client async throws in
            #expect(try await client.loggedIn(tenant: "t").token != client.loggedIn(tenant: "t").token)
        }
    }

    @Test("a tenant can be given by name, and is the same each time")
    func tenantName() async throws {
        try await withClient { client in
            let login: JSONValue = ["tenantName": "development", "passwordCredentials": credentials]
            var tenants: [JSONObject] = []
            for _ in 1...2 {
                let access = try await client.login(login).json.object?["access"]?.object
                tenants.append(try #require(access?["token"]?.object?["tenant"]?.object))
            }
            #expect(tenants[0]["name"] == "development")
            #expect(tenants[0]["id"]?.string?.count == 32)
            #expect(tenants[0] == tenants[1])
        }
    }

    @Test("another password is a 401 with a JSON body")
    func badPassword() async throws {
        try await withClient { client in
            let reply = try await client.login(["tenantId": "t1", "passwordCredentials": ["username": "me", "password": "wrong"]])
            #expect(reply.status == 401)
            #expect(reply.json.object?["error"]?.object?["code"] == 401)
            #expect(reply.json.object?["error"]?.object?["title"] == "Unauthorized")
            #expect(!reply.text.contains("wrong"))
        }
    }

    @Test("the password can be chosen")
    func chosenPassword() async throws {
        try await withSimulator(SimulatorConfiguration(password: "pässword")) { simulator async throws in
            let client = Client(simulator: simulator)
            func status(_ password: JSONValue) async throws -> Int {
                try await client.login(["tenantId": "t1", "passwordCredentials": ["username": "me", "password": password]]).status
            }
            #expect(try await status("pässword") == 200)
            #expect(try await status("secret") == 401)
        }
    }

    @Test(
        "a body that is no password login to a tenant is a 400 with a JSON body",
        arguments: [
            "", "{", "[]", "{}", #"{"auth":[]}"#, #"{"auth":{"tenantId":"t"}}"#,
            #"{"auth":{"passwordCredentials":{"username":"u","password":"secret"}}}"#,
            #"{"auth":{"tenantId":"","passwordCredentials":{"username":"u","password":"secret"}}}"#,
            #"{"auth":{"tenantId":"t","passwordCredentials":{"username":"u"}}}"#,
            #"{"auth":{"tenantId":"t","passwordCredentials":{"password":"secret"}}}"#,
            #"{"auth":{"tenantId":7,"passwordCredentials":{"username":"u","password":"secret"}}}"#,
        ]
    )
    func malformed(_ body: String) async throws {
        try await withClient { client in
            let reply = try await client.call("POST", "/v2.0/tokens", bytes: Array(body.utf8))
            #expect(reply.status == 400)
            #expect(reply.json.object?["error"]?.object?["code"] == 400)
        }
    }

    @Test("without a token, or with an unknown one, every network call is a plain 401", arguments: [nil, "0123456789abcdef"])
    func noToken(_ token: String?) async throws {
        try await withClient { client in
            var stranger = client
            stranger.token = token
            for path in ["/v2.0/flowlog-loggers", "/v2.0/flowlog-loggers/x", "/v2.0/flowlog-logging-ports", "/v2.0/networks"] {
                let reply = try await stranger.call("GET", path)
                #expect(reply.status == 401)
                #expect(reply.text == "Authentication required")
                #expect(reply.headers["content-type"]?.hasPrefix("text/plain") == true)
            }
            #expect(try await stranger.create(required).status == 401)
            #expect(try await client.list().loggers.isEmpty)
        }
    }

    @Test("a token expires when its lifetime is over, and a new login helps")
    func expiry() async throws {
        try await withClient(SimulatorConfiguration(tokenLifetime: .seconds(60))) { client async throws in
            client.simulator.clock.advance(by: .seconds(59))
            #expect(try await client.list().status == 200)
            client.simulator.clock.advance(by: .seconds(1))
            #expect(try await client.list().status == 401)
            #expect(try await client.loggedIn(tenant: "tenant-a").list().status == 200)
        }
    }

    @Test("a tenant sees and touches only its own loggers")
    func tenantsAreSeparate() async throws {
        try await withClient { client in
            let id = try await client.create(required).id
            client.simulator.clock.advance(by: .seconds(2))
            let other = try await client.loggedIn(tenant: "tenant-b")
            #expect(try await other.list().loggers.isEmpty)
            #expect(try await other.listPorts().ports.isEmpty)
            #expect(try await other.show(id).error?.type == "LoggerNotFound")
            #expect(try await other.edit(id, ["name": "mine"]).status == 404)
            #expect(try await other.delete(id).status == 404)
            #expect(try await client.show(id).logger["name"] == "web")
        }
    }

    @Test("version documents need no token and name version 2.0")
    func discovery() async throws {
        try await withSimulator { simulator in
            let client = Client(simulator: simulator)
            let versions = try await client.call("GET", "/")
            let version = try await client.call("GET", "/v2.0")
            #expect(versions.status == 200)
            #expect(version.status == 200)
            #expect(versions.json.object?["versions"]?.array?.first == version.json.object?["version"])
            #expect(version.json.object?["version"]?.object?["id"] == "v2.0")
            #expect(try await client.call("GET", "/v2.0/").json == version.json)
        }
    }
}
