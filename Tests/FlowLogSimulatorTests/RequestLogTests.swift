import Testing

@testable import FlowLogSimulator

@Suite("The request log")
struct RequestLogTests {
    @Test("calls are listed in order, with path, status, body and request id")
    func order() async throws {
        try await withClient { client in
            let created = try await client.create(required)
            let shown = try await client.show("gone?x=1")
            let log = try #require(try await client.call("GET", "/_simulator/requests").json.array)
            #expect(log.count == 3)
            #expect(log[1].object?["method"] == "POST")
            #expect(log[1].object?["path"] == "/v2.0/flowlog-loggers")
            #expect(log[1].object?["status"] == 201)
            #expect(log[1].object?["body"] == ["flowlog_logger": .object(required)])
            #expect(log[1].object?["request_id"]?.string == created.headers["x-openstack-request-id"])
            #expect(log[2].object?["path"] == "/v2.0/flowlog-loggers/gone?x=1")
            #expect(log[2].object?["status"] == .int(shown.status))
            #expect(log[2].object?["body"] == .null)
            #expect(await client.simulator.requests.map(\.json) == log)
        }
    }

    @Test("neither passwords nor tokens are in it")
    func noSecrets() async throws {
        try await withSimulator(SimulatorConfiguration(password: "correct-horse")) { simulator in
            let client = Client(simulator: simulator)
            let login: JSONValue = ["tenantId": "t", "passwordCredentials": ["username": "me", "password": "correct-horse"]]
            let reply = try await client.login(login)
            let token = try #require(reply.json.object?["access"]?.object?["token"]?.object?["id"]?.string)
            var user = client
            user.token = token
            _ = try await user.list()
            _ = try await user.call("GET", "/v2.0/tokens/\(token)")
            _ = try await client.login(["tenantId": "t", "token": ["id": .string(token)]])
            _ = try await client.login(["tenantId": "t", "passwordCredentials": ["username": "me", "password": "battery-staple"]])
            _ = try await client.call("POST", "/v2.0/tokens", bytes: Array(#"{"auth":{"password":"correct-horse""#.utf8))
            let log = try await client.call("GET", "/_simulator/requests")
            #expect(log.json.array?.count == 6)
            for secret in ["correct-horse", "battery-staple", token] { #expect(!log.text.contains(secret)) }
            #expect(log.text.contains(#""password":"***""#))
        }
    }

    @Test("calls of the back door are not in it")
    func backdoor() async throws {
        try await withClient { client in
            _ = try await client.call("GET", "/_simulator/requests")
            _ = try await client.alter("x", ["filter": "DROP"])
            #expect(await client.simulator.requests.map(\.path) == ["/v2.0/tokens"])
        }
    }
}
