import Testing

@testable import FlowLogSimulator

@Suite("Latency")
struct LatencyTests {
    @Test("a call is taken at once and its answer held back, those of the back door are not")
    func latency() async throws {
        try await withSimulator(SimulatorConfiguration(latency: .seconds(3600))) { simulator in
            let client = Client(simulator: simulator)
            try await withThrowingTaskGroup(of: Reply.self) { group in
                group.addTask { try await client.login(["tenantId": "t"]) }
                var log: [JSONValue] = []
                while log.isEmpty { log = try await client.call("GET", "/_simulator/requests").json.array ?? [] }
                #expect(log.first?.object?["status"] == 400)
                group.cancelAll()
                await #expect(throws: (any Error).self) { _ = try await group.next() }
            }
        }
    }

    @Test("an answer that is held back arrives in the end")
    func arrives() async throws {
        try await withClient(SimulatorConfiguration(latency: .milliseconds(20))) { client async throws in
            #expect(try await client.create(required).status == 201)
            #expect(try await client.list().loggers.count == 1)
        }
    }

    @Test("a simulator that ends does not wait: the connection is closed without an answer")
    func ends() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await withSimulator(SimulatorConfiguration(latency: .seconds(3600))) { simulator in
                let client = Client(simulator: simulator)
                group.addTask { await #expect(throws: (any Error).self) { try await client.login([:]) } }
                while await simulator.requests.isEmpty { await Task.yield() }
            }
            try await group.waitForAll()
        }
    }
}
