import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Testing

@testable import FlowLogSimulator

@Suite("Faults")
struct FaultTests {
    /// Runs a simulator with these faults.
    private func with(_ faults: String..., body: (Client) async throws -> Void) async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero, faults: try faults.map(Fault.init)), body)
    }

    @Test("a status fault answers its code and the request has no effect", arguments: [400, 401, 429, 503, 599])
    func status(_ code: Int) async throws {
        try await with("POST /v2.0/flowlog-loggers status=\(code)") { client in
            let reply = try await client.create(required)
            #expect(reply.status == code)
            #expect(reply.json == .null)
            #expect(reply.headers["retry-after"] == nil)
            #expect(reply.headers["x-openstack-request-id"] != nil)
            #expect(try await client.list().loggers.isEmpty)
        }
    }

    @Test("Retry-After is in seconds or an HTTP date that many seconds away")
    func retryAfter() async throws {
        try await with("GET * status=429,retry-after=2 n=1", "GET * status=503,retry-after-date=86400") { client async throws in
            client.simulator.clock.advance(by: .milliseconds(1))
            #expect(try await client.list().headers["retry-after"] == "2")
            #expect(try await client.list().headers["retry-after"] == "Sat, 03 Jan 2026 03:04:06 GMT")
        }
    }

    @Test("a fault in front of the service hits logins too, and calls without a token")
    func login() async throws {
        let faults = [try Fault("POST /v2.0/tokens status=503")]
        try await withSimulator(SimulatorConfiguration(faults: faults)) { simulator async throws in
            #expect(try await Client(simulator: simulator).login([:]).status == 503)
        }
    }

    @Test("drop-before closes the connection without an answer, and the request has no effect")
    func dropBefore() async throws {
        try await with("POST */flowlog-loggers drop-before n=1") { client async throws in
            await #expect(throws: HTTPClientError.remoteConnectionClosed) { try await client.create(required) }
            #expect(try await client.list().loggers.isEmpty)
            #expect(try await client.create(required).status == 201)
        }
    }

    @Test("drop-after-commit closes the connection without an answer, and the request took effect")
    func dropAfterCommit() async throws {
        try await with("* */flowlog-loggers* drop-after-commit n=2") { client in
            await #expect(throws: HTTPClientError.remoteConnectionClosed) { try await client.create(required) }
            await #expect(throws: HTTPClientError.remoteConnectionClosed) { try await client.list() }
            let id = try #require(try await client.list().loggers.first?["id"]?.string)
            #expect(try await client.delete(id).status == 204)
        }
    }

    @Test("a delayed call takes effect at once, and others do not wait for it")
    func delay() async throws {
        try await with("POST */flowlog-loggers delay=1h", "GET */flowlog-logging-ports delay=10ms") { client in
            try await withThrowingTaskGroup(of: Reply.self) { group in
                group.addTask { try await client.create(required) }
                while try await client.list().loggers.isEmpty {}
                group.cancelAll()
                await #expect(throws: (any Error).self) { _ = try await group.next() }
            }
            #expect(try await client.listPorts().ports.count == 1)
        }
    }

    @Test("truncate sends half of the body and announces all of it")
    func truncate() async throws {
        try await with("GET */flowlog-loggers truncate n=1") { client in
            _ = try await client.create(required)
            var request = HTTPClientRequest(url: client.simulator.baseURL + "/v2.0/flowlog-loggers")
            request.headers.add(name: "X-Auth-Token", value: try #require(client.token))
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
            var text = ""
            let error = await #expect(throws: (any Error).self) {
                for try await part in response.body { text += String(buffer: part) }
            }
            #expect(error as? HTTPParserError == .invalidEOFState)
            let whole = try await client.list().text
            #expect(response.status == .ok)
            #expect(response.headers.first(name: "content-length") == String(whole.utf8.count))
            #expect(text == String(whole.prefix(whole.utf8.count / 2)))
        }
    }

    @Test("an answer without a body is cut to nothing: the delete took effect")
    func truncateNothing() async throws {
        try await with("DELETE * truncate") { client in
            let id = try await client.create(required).id
            await #expect(throws: HTTPClientError.remoteConnectionClosed) { try await client.delete(id) }
            #expect(try await client.show(id).status == 404)
        }
    }

    @Test("garbage is a success whose body is not JSON; the request took effect")
    func garbage() async throws {
        try await with("* /v2.0/flowlog-loggers* garbage n=4") { client in
            let created = try await client.create(required)
            let listed = try await client.list()
            let missed = try await client.show("nobodys")
            let id = try #require(try await client.listPorts().ports.first?["logger_id"]?.string)
            let deleted = try await client.delete(id)
            #expect([created, listed, missed, deleted].map(\.status) == [201, 200, 200, 200])
            #expect([created, listed, missed, deleted].allSatisfy { !$0.text.isEmpty && $0.json == .null })
            #expect(try await client.list().loggers.isEmpty)
        }
    }

    @Test("several on one call: delays add up, and the first of the others wins")
    func several() async throws {
        try await with("GET * delay=10ms", "GET * status=503 n=1", "GET * delay=10ms", "GET * status=429") { client async throws in
            #expect(try await client.list().status == 503)
            #expect(try await client.list().status == 429)
        }
    }

    @Test("the request log names the faults of each call, and a dropped one has status 0")
    func log() async throws {
        try await with("GET * delay=1ms", "* * drop-before n=2-2") { client in
            await #expect(throws: (any Error).self) { try await client.list() }
            _ = try await client.list()
            let log = try #require(try await client.call("GET", "/_simulator/requests").json.array).map(\.object)
            #expect(log.map { $0?["status"] } == [200, 0, 200])
            #expect(log.map { $0?["faults"] } == [[], ["GET * delay=1ms", "* * drop-before n=2-2"], ["GET * delay=1ms"]])
        }
    }

    @Test("the back door has no faults")
    func backdoor() async throws {
        try await with("GET * status=503", "PUT * status=503") { client in
            let id = try await client.create(required).id
            #expect(try await client.call("GET", "/_simulator/requests").status == 200)
            #expect(try await client.alter(id, ["filter": "DROP"]).status == 200)
        }
    }

    @Test("under random faults clients fail, and loggers are created, exactly as the log says")
    func soak() async throws {
        let seed = UInt64.random(in: 0...999_999)
        let faults = ["drop-before", "drop-after-commit", "truncate", "status=503"].map { "POST */flowlog-loggers \($0) p=0.2" }
        let configuration = SimulatorConfiguration(faults: try faults.map(Fault.init), faultSeed: seed)
        try await withClient(configuration) { client in
            let lost = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<100 { group.addTask { (try? await client.create(required)) == nil } }
                return await group.reduce(0) { count, isLost in count + (isLost ? 1 : 0) }
            }
            let winners = await client.simulator.requests.filter { $0.method == "POST" && $0.path.hasSuffix("loggers") }.map(\.faults.first)
            #expect(winners.count == 100, "seed \(seed)")
            #expect(winners.count { $0 != nil && $0 != faults[3] } == lost, "seed \(seed)")
            let created = try await client.list().loggers.count
            #expect(winners.count { $0 != faults[0] && $0 != faults[3] } == created, "seed \(seed)")
        }
    }
}
