import Testing

@testable import FlowLogSimulator

@Suite("Reads that lag behind writes")
struct LagTests {
    private func with(
        _ faults: String..., configuration: SimulatorConfiguration = SimulatorConfiguration(buildTime: .zero),
        body: (Client) async throws -> Void
    ) async throws {
        var configuration = configuration
        configuration.faults = try faults.map(Fault.init)
        try await withClient(configuration, body)
    }

    @Test("with delete-lag a deleted logger and its ports are shown until its time is over")
    func deleteLag() async throws {
        try await with("DELETE */flowlog-loggers/* delete-lag=5s n=1") { client in
            let id = try await client.create(required).id
            let before = [try await client.show(id), try await client.list(), try await client.listPorts()]
            #expect(try await client.delete(id).status == 204)
            client.simulator.clock.advance(by: .milliseconds(4999))
            let after = [try await client.show(id), try await client.list(), try await client.listPorts()]
            #expect(after.map(\.json) == before.map(\.json))
            client.simulator.clock.advance(by: .milliseconds(1))
            #expect(try await client.show(id).status == 404)
            #expect(try await client.list().loggers.isEmpty)
            #expect(try await client.listPorts("?logger_id=\(id)").ports.isEmpty)
        }
    }

    @Test("a deleted logger that is still shown takes no writes, and another delete has no lag once the count is used up")
    func deletedTakesNoWrites() async throws {
        try await with("DELETE * delete-lag=5s n=1") { client in
            let id = try await client.create(required).id
            let second = try await client.create(required).id
            #expect(try await client.delete(id).status == 204)
            #expect(try await client.delete(id).status == 404)
            #expect(try await client.edit(id, ["name": "new"]).status == 404)
            #expect(try await client.alter(id, ["filter": "DROP"]).status == 404)
            #expect(try await client.delete(second).status == 204)
            #expect(try await client.list().loggers.map { $0["id"] } == [.string(id)])
        }
    }

    @Test("a deleted logger that is still shown counts neither for uniqueness nor for the quota")
    func deletedDoesNotCount() async throws {
        let configuration = SimulatorConfiguration(uniqueNames: true, uniqueTargets: true, quota: 1)
        try await with("DELETE * delete-lag=5s", configuration: configuration) { client in
            let id = try await client.create(required).id
            _ = try await client.delete(id)
            #expect(try await client.create(required).status == 201)
            #expect(try await client.list().loggers.count == 2)
        }
    }

    @Test("a logger deleted in BUILD goes on building while it is still shown")
    func deletedInBuild() async throws {
        try await with("DELETE * delete-lag=5s", configuration: SimulatorConfiguration(buildTime: .seconds(2))) { client in
            let id = try await client.create(required).id
            _ = try await client.delete(id)
            #expect(try await client.show(id).logger["status"] == "BUILD")
            client.simulator.clock.advance(by: .seconds(2))
            #expect(try await client.show(id).logger["status"] == "ACTIVE")
        }
    }

    @Test("with stale-list a list shows what was there that long ago, a show what is there now")
    func staleList() async throws {
        try await with("GET * stale-list=30s") { client in
            let clock = client.simulator.clock
            let id = try await client.create(required).id
            #expect(try await client.list().loggers.isEmpty)
            #expect(try await client.show(id).status == 200)
            clock.advance(by: .seconds(10))
            _ = try await client.edit(id, ["name": "renamed"])
            clock.advance(by: .seconds(10))
            _ = try await client.alter(id, ["filter": "DROP"])
            clock.advance(by: .seconds(10))
            let created = try #require(try await client.list().loggers.first)
            #expect(created["name"] == "web")
            #expect(try await client.delete(id).status == 204)
            #expect(try await client.show(id).status == 404)
            clock.advance(by: .seconds(10))
            let renamed = try #require(try await client.list().loggers.first)
            #expect(renamed["name"] == "renamed")
            #expect(renamed["filter"] == "ALL")
            clock.advance(by: .seconds(10))
            #expect(try await client.list("?filter=DROP").loggers.map { $0["id"] } == [.string(id)])
            clock.advance(by: .milliseconds(9999))
            #expect(try await client.list().loggers.count == 1)
            clock.advance(by: .milliseconds(1))
            #expect(try await client.list().loggers.isEmpty)
        }
    }

    @Test("a stale list shows the status of its time, and so do the logging ports")
    func staleStatus() async throws {
        try await with("GET * stale-list=30s", configuration: SimulatorConfiguration(buildTime: .seconds(10))) { client in
            let id = try await client.create(required).id
            client.simulator.clock.advance(by: .seconds(35))
            #expect(try await client.show(id).logger["status"] == "ACTIVE")
            #expect(try await client.list().loggers.first?["status"] == "BUILD")
            #expect(try await client.listPorts().ports.isEmpty)
            client.simulator.clock.advance(by: .seconds(5))
            #expect(try await client.list().loggers.first?["status"] == "ACTIVE")
            #expect(try await client.listPorts("?logger_id=\(id)").ports.count == 1)
        }
    }

    @Test("with stale-show a show answers as it was that long ago, a list as it is now")
    func staleShow() async throws {
        try await with("GET * stale-show=30s", configuration: SimulatorConfiguration(buildTime: .seconds(10))) { client in
            let clock = client.simulator.clock
            let id = try await client.create(required).id
            #expect(try await client.list().loggers.count == 1)
            clock.advance(by: .seconds(29))
            #expect(try await client.show(id).error?.type == "LoggerNotFound")
            _ = try await client.edit(id, ["name": "renamed"])
            clock.advance(by: .seconds(5))
            let early = try await client.show(id).logger
            #expect(early["name"] == "web" && early["status"] == "BUILD")
            #expect(try await client.list().loggers.first?["name"] == "renamed")
            clock.advance(by: .seconds(25))
            _ = try await client.delete(id)
            #expect(try await client.show(id).logger["name"] == "renamed")
            clock.advance(by: .seconds(30))
            #expect(try await client.show(id).status == 404)
        }
    }

    @Test("a list that is not hit is not stale, and seeds were always there")
    func notHit() async throws {
        let seeds = try Seed.list(parsing: Array(#"[{"id":"s","name":"n","resource_id":"r","storage_url":"u"}]"#.utf8))
        let configuration = SimulatorConfiguration(seeds: seeds, uniqueNames: true)
        try await with("GET * stale-list=1h n=2", configuration: configuration) { client in
            _ = try await client.create(required)
            #expect(try await client.create(required).status == 409, "writes see everything")
            for count in [1, 1, 2] { #expect(try await client.list().loggers.count == count) }
        }
    }

    @Test("the lag of a stale list and that of a delete add up")
    func both() async throws {
        try await with("GET */flowlog-loggers stale-list=30s n=2", "DELETE * delete-lag=10s") { client in
            let id = try await client.create(required).id
            client.simulator.clock.advance(by: .seconds(60))
            _ = try await client.delete(id)
            client.simulator.clock.advance(by: .seconds(35))
            #expect(try await client.list().loggers.count == 1, "30 s ago the deletion was 5 s old")
            client.simulator.clock.advance(by: .seconds(5))
            #expect(try await client.list().loggers.isEmpty)
        }
    }
}
