import AsyncHTTPClient
import FoundationEssentials
import Testing

@testable import FlowLogSimulator

@Suite("The server")
struct ServerTests {
    @Test("every answer has a request id of its own")
    func requestIDs() async throws {
        try await withClient { client in
            let replies = [
                try await client.create(required), try await client.list(), try await client.show("x"), try await client.delete("x"),
                try await client.call("GET", "/"), try await client.call("GET", "/nowhere"), try await client.login([:]),
                try await client.call("GET", "/_simulator/requests"), try await client.call("PATCH", "/v2.0/flowlog-loggers"),
            ]
            let ids = replies.compactMap { $0.headers["x-openstack-request-id"] }
            #expect(Set(ids).count == replies.count)
            #expect(ids.allSatisfy { $0.hasPrefix("req-") && ValueRules.isUUID(String($0.dropFirst(4))) })
        }
    }

    @Test(
        "an unknown path is a 404",
        arguments: ["/nowhere", "/v2.0/networks", "/v2.0/flowlog-loggers/", "/v2.0/flowlog-loggers/a/b", "/_simulator", "/v3", "//"]
    )
    func unknownPath(_ path: String) async throws {
        try await withClient { client in
            let reply = try await client.call("GET", path)
            #expect(reply.status == 404)
            #expect(reply.error?.type == "HTTPNotFound")
        }
    }

    @Test(
        "a wrong method is a 405 that says which are right",
        arguments: [
            ("PATCH", "/v2.0/flowlog-loggers", "GET, POST"), ("DELETE", "/v2.0/flowlog-loggers", "GET, POST"),
            ("POST", "/v2.0/flowlog-loggers/x", "GET, PUT, DELETE"), ("POST", "/v2.0/flowlog-logging-ports", "GET"),
            ("DELETE", "/v2.0/flowlog-logging-ports/x", "GET"), ("GET", "/v2.0/tokens", "POST"), ("POST", "/", "GET"),
            ("POST", "/_simulator/requests", "GET"), ("GET", "/_simulator/loggers/x", "PATCH"),
        ]
    )
    func wrongMethod(_ method: String, _ path: String, _ allowed: String) async throws {
        try await withClient { client in
            let reply = try await client.call(method, path)
            #expect(reply.status == 405)
            #expect(reply.headers["allow"] == allowed)
            #expect(reply.error?.type == "HTTPMethodNotAllowed")
        }
    }

    @Test("a body of more than 1 MiB is a 413, one of just that is read")
    func bodyLimit() async throws {
        try await withClient { client in
            let padding = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
            let body = Array(try JSONValue.object(["flowlog_logger": .object(required)]).encoded())
            let most = body + padding.dropLast(body.count)
            #expect(try await client.call("POST", "/v2.0/flowlog-loggers", bytes: most).status == 201)
            let reply = try await client.call("POST", "/v2.0/flowlog-loggers", bytes: most + [UInt8(ascii: " ")])
            #expect(reply.status == 413)
            #expect(reply.error != nil)
            #expect(try await client.list().loggers.count == 1)
        }
    }

    @Test("deeply nested JSON is a 400", arguments: [500, 100_000])
    func deepNesting(_ depth: Int) async throws {
        try await withClient { client async throws in
            let body = [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
            #expect(try await client.call("POST", "/v2.0/flowlog-loggers", bytes: body).status == 400)
        }
    }

    @Test("two simulators in one process share nothing")
    func twoSimulators() async throws {
        try await withClient { first in
            try await withClient { second in
                #expect(first.simulator.port != second.simulator.port)
                _ = try await first.create(required)
                #expect(try await first.list().loggers.count == 1)
                #expect(try await second.list().loggers.isEmpty)
                var stranger = second
                stranger.token = first.token
                #expect(try await stranger.list().status == 401)
            }
        }
    }

    @Test("many calls at once all get their answer")
    func manyAtOnce() async throws {
        try await withClient { client in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 { group.addTask { try await client.create(required).status } }
                for try await status in group { #expect(status == 201) }
            }
            #expect(try await client.list().loggers.count == 50)
        }
    }

    @Test("nobody answers once the body has ended, also when it ends with an error")
    func stops() async throws {
        struct Stop: Error { var port: Int }
        let stop = await #expect(throws: Stop.self) {
            try await withSimulator { simulator in
                #expect(try await Client(simulator: simulator).call("GET", "/").status == 200)
                throw Stop(port: simulator.port)
            }
        }
        let port = try #require(stop?.port)
        try await withSimulator(SimulatorConfiguration(port: port)) { simulator in
            #expect(simulator.port == port)
        }
    }

    @Test("a port in use is an error")
    func portInUse() async throws {
        try await withSimulator { simulator in
            await #expect(throws: (any Error).self) {
                try await withSimulator(SimulatorConfiguration(port: simulator.port)) { $0.port }
            }
        }
    }

    @Test("a clock that is not frozen follows the system's")
    func systemClock() {
        let before = Date()
        let clock = SimulatorClock()
        #expect(clock.now >= before)
        clock.advance(by: .seconds(3600))
        #expect(clock.now >= before.addingTimeInterval(3600))
    }
}
