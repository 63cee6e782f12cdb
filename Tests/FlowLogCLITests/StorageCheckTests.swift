import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("The check of containers before loggers are made")
struct StorageCheckTests {
    private static let container = "/v1/AUTH_\(StorageWorld.account)/flowlog"

    @Test("a container that is there and grants the writer is asked once, and nothing is said")
    func good() async throws {
        try await StorageWorld.with { world in
            let planned = await world.run("plan", "prod.yaml")
            #expect(planned.status == .done && planned.errors.isEmpty, "\(planned)")
            #expect(await world.storageCalls == ["HEAD \(Self.container)"])
            #expect(await world.logins == 2)
        }
    }

    @Test("a container that is not there blocks: apply writes nothing, and --check-storage off goes ahead")
    func missing() async throws {
        try await StorageWorld.with { world in
            try await world.edit("DELETE")
            let applied = await world.run("apply", "--yes", "prod.yaml")
            #expect(applied.status == .refused && applied.output.contains("! web  blocked (container-missing)"), "\(applied)")
            #expect(await world.storageCalls == ["HEAD \(Self.container)", "GET \(Self.container)?format=json&limit=1"])
            #expect(await world.simulator.writes.isEmpty)
            let off = await world.run("apply", "--yes", "--check-storage", "off", "prod.yaml")
            #expect(off.status == .incomplete && off.output.contains("OBSServiceNotAvailableError"), "\(off)")
            #expect(await world.storageCalls.count == 2)
        }
    }

    @Test("a grant that lacks is a warning with the command that grants it, and a block where it is required")
    func notWritable() async throws {
        try await StorageWorld.with(acl: "other:*") { world in
            let planned = await world.run("plan", "prod.yaml")
            #expect(planned.status == .done && planned.errors.contains("warning[container-not-writable]"), "\(planned)")
            #expect(planned.errors.contains("-H 'X-Container-Write: other:*,\(StorageWorld.writer)'"), "\(planned)")
            #expect(planned.errors.contains("'\(world.simulator.baseURL)\(Self.container)'"), "\(planned)")
            let required = await world.run("apply", "--yes", "--check-storage", "required", "prod.yaml")
            #expect(required.status == .refused && required.output.contains("blocked (container-not-writable)"), "\(required)")
        }
    }

    @Test("an access list that is not shown is not checked, which is said, and refused where the check is required")
    func notShown() async throws {
        try await StorageWorld.with(acl: nil) { world in
            let planned = await world.run("plan", "prod.yaml")
            #expect(planned.status == .done && planned.errors.contains("warning[storage-not-checked]"), "\(planned)")
            let required = await world.run("apply", "--yes", "--check-storage", "required", "prod.yaml")
            #expect(
                required.status == .refused && required.output.contains("refused: the run requires a check of the storage"), "\(required)")
            #expect(await world.simulator.writes.isEmpty)
        }
    }

    @Test("a stack without storage is checked only if that is asked for; what only reads never asks")
    func defaults() async throws {
        try await StorageWorld.with(head: "") { world in
            #expect(await world.run("plan", "prod.yaml").status == .done)
            #expect(await world.storageCalls.isEmpty)
            #expect(await world.logins == 1)
            #expect(await world.run("plan", "--check-storage", "on", "prod.yaml").errors.contains("add storage.writer"))
        }
        try await StorageWorld.with { world in
            #expect(await world.shell.run("drift", "prod.yaml").status == .changes)
            #expect(await world.storageCalls.isEmpty)
            #expect(await world.run("apply", "--yes", "prod.yaml").status == .done)
            let asked = await world.storageCalls.count
            #expect(await world.run("plan", "prod.yaml").output.hasPrefix("No changes."))
            #expect(await world.storageCalls.count == asked)
        }
    }

    @Test("a host that only the manifest names gets nothing, and is said once, whatever the number of loggers")
    func foreignHost() async throws {
        try await StorageWorld.with { foreign in
            try await StorageWorld.with { world in
                let host = foreign.simulator.baseURL.replacing("http://", with: "")
                try world.write(host: host, fields: "")
                let planned = await world.shell.run("plan", "prod.yaml")
                #expect(planned.status == .done, "\(planned)")
                #expect(planned.errors.components(of: "warning[storage-not-checked]") == 1)
                #expect(planned.errors.contains("\(host) is not an object-store of the service catalog"), "\(planned)")
                #expect(await world.storageCalls.isEmpty)
                let required = await world.shell.run("apply", "--yes", "--check-storage", "required", "prod.yaml")
                #expect(required.status == .refused)
            }
            #expect(await foreign.simulator.requests.isEmpty)
        }
    }

    @Test("a storage that does not answer changes the calls of the API by nothing, and is not waited for beyond one time-out")
    func slow() async throws {
        var configuration = SimulatorConfiguration(buildTime: .zero)
        configuration.storageLatency = .seconds(3_600)
        try await StorageWorld.with(configuration) { world in
            let planned = await world.run("plan", "--request-timeout", "10s", "prod.yaml")
            #expect(planned.status == .done && planned.output.contains("Plan: 1 to add"), "\(planned)")
            #expect(planned.errors.contains("warning[storage-not-checked]"), "\(planned)")
            let api = await world.simulator.requests.filter { !$0.path.hasPrefix("/v1/") && !$0.path.hasSuffix("/tokens") }
            #expect(Set(api.map(\.path)) == ["/v2.0/flowlog-loggers"])
            #expect(await world.storageCalls.count <= 1)
        }
    }

    @Test("a storage that asks to wait pauses no call to the API")
    func pace() async throws {
        try await StorageWorld.with(faults: "* /v1/* status=429,retry-after=200") { world in
            let applied = await world.run("apply", "--yes", "--request-timeout", "10s", "prod.yaml")
            #expect(applied.status == .done && applied.errors.contains("warning[storage-not-checked]"), "\(applied)")
        }
    }

    @Test("apply --plan asks again, with the settings of the plan; --check-storage beside it beats them")
    func savedPlan() async throws {
        try await StorageWorld.with { world in
            let file = world.shell.folder.appending(path: "saved.plan").path
            #expect(await world.run("plan", "--out", file, "prod.yaml").status == .done)
            try await world.edit("DELETE")
            let applied = await world.run("apply", "--yes", "--plan", file)
            #expect(
                [.refused, .stale].contains(applied.status) && (applied.output + applied.errors).contains("container-missing"), "\(applied)"
            )
            #expect(await world.simulator.writes.isEmpty)
            try await world.edit("PUT", #"{"X-Container-Write": "\#(StorageWorld.writer)"}"#)
            let count = await world.storageCalls.count
            #expect(await world.run("apply", "--yes", "--check-storage", "off", "--plan", file).status == .done)
            #expect(await world.storageCalls.count == count)
        }
    }

    @Test(
        "--storage-endpoint takes scheme, host and port, and no path",
        arguments: ["http://127.0.0.1:1/v1", "https://h/x", "http://127.0.0.1:1//"])
    func path(endpoint: String) async throws {
        try await StorageWorld.with { world in
            let planned = await world.shell.run("plan", "--storage-endpoint", endpoint, "prod.yaml")
            #expect(planned.status == .usage && planned.errors.contains("--storage-endpoint must have no path"), "\(planned)")
            #expect(await world.simulator.requests.isEmpty)
        }
    }
}

extension String {
    /// How often a text is in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
