import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

/// A project with a subnet to record, and an object storage of another project to write to.
struct StorageWorld {
    static let account = "64f0c1a5e0f34d0b9a7d6b5c4e3f2a1b"
    static let writer = "flowlog-system:flowlog-writer"
    /// What the service's clock says at first.
    static let start = Date(timeIntervalSince1970: 1_795_827_600)

    let shell: Shell
    let simulator: SimulatorHandle

    /// Runs `body` with a manifest `prod.yaml` that has one logger, `web`.
    /// - Parameters:
    ///   - acl: who may write to the container `flowlog`; nil for a container that shows nobody.
    ///   - head: what the manifest has beside the logger.
    static func with(
        acl: String? = writer, head: String = "storage: {writer: \"\(writer)\"}",
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(buildTime: .zero), faults: String...,
        clock: SimulatorClock = SimulatorClock(frozenAt: start), _ body: (StorageWorld) async throws -> Void
    ) async throws {
        var configuration = configuration
        let headers = acl.map { ", \"X-Container-Write\": \"\($0)\"" } ?? ""
        configuration.inventory = try Inventory(
            parsing: Array(
                """
                {"vpcs": [{"id": "\(id(1))", "name": "prod"}],
                 "vpcsubnets": [{"id": "\(id(2))", "name": "web", "vpc_id": "\(id(1))"}],
                 "ports": [{"id": "045e204c-4624-4b68-ac8a-7375989d3b79", "network_id": "\(id(1))", "status": "ACTIVE", "device_id": "i",
                            "device_owner": "compute:kr-pub-a", "fixed_ips": [{"subnet_id": "\(id(2))", "ip_address": "10.0.0.4"}]}],
                 "containers": [{"account": "\(account)", "name": "flowlog"\(headers)}]}
                """.utf8))
        configuration.faults = try faults.map { try Fault($0) }
        try await Shell.withSimulator(configuration, clock: clock) { shell, simulator in
            let world = StorageWorld(shell: shell, simulator: simulator)
            try world.write(head: head)
            try await body(world)
        }
    }

    static func id(_ number: Int) -> String { "7b1e5a3e-2f0c-4a9b-9d57-\(100_000_000_000 + number)" }

    func write(
        head: String = "storage: {writer: \"\(writer)\"}", host: String = "kr1-api-object-storage.nhncloudservice.com",
        container: String = "flowlog", fields: String = ""
    ) throws {
        try shell.write(
            """
            apiVersion: flowlog/v1
            stack: prod
            region: KR1
            \(head)
            loggers:
              web:
                resource_type: SUBNET
                resource_id: \(Self.id(2))
                storage_url: https://\(host)/v1/AUTH_\(Self.account)/\(container)/web
                \(fields)
            """)
    }

    /// Runs a command whose storage is the simulator's.
    func run(_ arguments: String..., with change: (inout Context) -> Void = { _ in }) async -> Shell.Result {
        await shell.run(arguments + ["--storage-endpoint", simulator.baseURL], with: change)
    }

    /// The calls that the storage got.
    var storageCalls: [String] {
        get async { await simulator.requests.filter { $0.path.hasPrefix("/v1/") }.map { "\($0.method) \($0.path)" } }
    }

    var logins: Int { get async { await simulator.requests.count { $0.path.hasSuffix("/tokens") } } }

    /// Edits a container as its owner does in the console.
    func edit(_ method: String, container: String = "flowlog", _ body: String = "{}") async throws {
        try await simulator.backdoor(method, "containers/\(Self.account)/\(container)", body)
    }
}
