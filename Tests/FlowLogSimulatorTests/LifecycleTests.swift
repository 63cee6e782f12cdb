import Testing

@testable import FlowLogSimulator

@Suite("Statuses and logging ports")
struct LifecycleTests {
    @Test("a logger is in BUILD until its time is over, then ACTIVE")
    func build() async throws {
        try await withClient(SimulatorConfiguration(buildTime: .seconds(10))) { client in
            let id = try await client.create(required).id
            client.simulator.clock.advance(by: .milliseconds(9999))
            #expect(try await client.show(id).logger["status"] == "BUILD")
            #expect(try await client.listPorts().ports.isEmpty)
            client.simulator.clock.advance(by: .milliseconds(1))
            #expect(try await client.show(id).logger["status"] == "ACTIVE")
            #expect(try await client.listPorts().ports.count == 1)
        }
    }

    @Test("with no build time the first look after the create sees the end")
    func noBuildTime() async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero)) { client in
            let created = try await client.create(required)
            #expect(created.logger["status"] == "BUILD")
            #expect(try await client.list().loggers.first?["status"] == "ACTIVE")
            let disabled = try await client.create(request(["admin_state_up": false]))
            #expect(disabled.logger["status"] == "BUILD")
            #expect(try await client.show(disabled.id).logger["status"] == "INACTIVE")
        }
    }

    @Test(
        "the container's name decides on ERROR and its type",
        arguments: [
            ("flowlog-forbidden", "OBSConfigurationError"), ("unavailable", "OBSServiceNotAvailableError"),
            ("noauth-1", "AuthenticationSystemError"),
        ]
    )
    func error(_ container: String, _ errorType: String) async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero)) { client in
            let url = JSONValue.string("https://storage.example.com/v1/AUTH_abc/\(container)/web")
            let created = try await client.create(request(["storage_url": url]))
            #expect(created.logger["error_type"] == "")
            let shown = try await client.show(created.id).logger
            #expect(shown["status"] == "ERROR")
            #expect(shown["error_type"] == .string(errorType))
            #expect(try await client.listPorts().ports.isEmpty)

            let off = try await client.edit(created.id, ["name": "web", "admin_state_up": false]).logger
            #expect(off["status"] == "INACTIVE")
            #expect(off["error_type"] == "")
        }
    }

    @Test("a directory or host of such a name does no harm")
    func onlyTheContainerCounts() async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero)) { client in
            let url: JSONValue = "https://noauth.example.com/v1/AUTH_unavailable/flowlog/forbidden"
            let id = try await client.create(request(["storage_url": url])).id
            #expect(try await client.show(id).logger["status"] == "ACTIVE")
        }
    }

    @Test("switching off is immediate and ends a build; switching on builds again")
    func switching() async throws {
        try await withClient(SimulatorConfiguration(buildTime: .seconds(10))) { client in
            let id = try await client.create(required).id
            #expect(try await client.edit(id, ["name": "web", "admin_state_up": false]).logger["status"] == "INACTIVE")
            client.simulator.clock.advance(by: .seconds(60))
            #expect(try await client.show(id).logger["status"] == "INACTIVE")
            #expect(try await client.edit(id, ["name": "web", "admin_state_up": true]).logger["status"] == "BUILD")
            client.simulator.clock.advance(by: .seconds(10))
            #expect(try await client.show(id).logger["status"] == "ACTIVE")
            #expect(try await client.edit(id, ["name": "renamed", "admin_state_up": true]).logger["status"] == "ACTIVE")
        }
    }

    @Test("logging ports vanish when their logger is disabled or deleted")
    func portsVanish() async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero)) { client in
            let id = try await client.create(required).id
            let before = try await client.listPorts().ports
            #expect(before.count == 1)
            _ = try await client.edit(id, ["name": "renamed", "admin_state_up": true])
            #expect(try await client.listPorts().ports == before)
            _ = try await client.edit(id, ["name": "web", "admin_state_up": false])
            #expect(try await client.listPorts().ports.isEmpty)
            _ = try await client.edit(id, ["name": "web", "admin_state_up": true])
            #expect(try await client.listPorts().ports.count == 1)
            _ = try await client.delete(id)
            #expect(try await client.listPorts().ports.isEmpty)
        }
    }

    @Test("a subnet and a VPC have several ports, in one network", arguments: [("SUBNET", 2), ("VPC", 3)])
    func severalPorts(_ resourceType: String, _ count: Int) async throws {
        try await withClient(SimulatorConfiguration(buildTime: .zero)) { client in
            _ = try await client.create(request(["resource_type": .string(resourceType)]))
            let ports = try await client.listPorts().ports
            #expect(ports.count == count)
            #expect(Set(ports.compactMap { $0["port_id"]?.string }).count == count)
            #expect(Set(ports.compactMap { $0["network_id"]?.string }).count == 1)
            #expect(ports.allSatisfy { ValueRules.isUUID($0["id"]?.string ?? "") && ValueRules.isUUID($0["port_id"]?.string ?? "") })
            if resourceType == "VPC" { #expect(ports.first?["network_id"] == .string(portID)) }
        }
    }
}
