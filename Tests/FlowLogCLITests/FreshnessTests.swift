import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("verify --fresh and --storage")
struct FreshnessTests {
    private static var writing: SimulatorConfiguration {
        var configuration = SimulatorConfiguration(buildTime: .zero)
        configuration.objectInterval = .seconds(600)
        return configuration
    }

    /// The same at the service's time, or at another one.
    private func verify(_ world: StorageWorld, _ arguments: String..., ahead: TimeInterval = 0) async -> Shell.Result {
        let now = world.simulator.clock.now.addingTimeInterval(ahead)
        return await world.shell.run(["verify"] + arguments + ["--storage-endpoint", world.simulator.baseURL, "prod.yaml"]) {
            $0.now = { now }
        }
    }

    @Test("a logger is pending, then fresh; once its grant is gone it stays ACTIVE, and after its time it is stale: exit code 2")
    func life() async throws {
        try await StorageWorld.with(Self.writing) { world in
            #expect(await world.run("apply", "--yes", "prod.yaml").status == .done)
            let pending = await verify(world, "--fresh")
            #expect(pending.status == .done && pending.output.contains("no file yet"), "\(pending)")
            world.simulator.clock.advance(by: .seconds(660))
            let fresh = await verify(world, "--fresh")
            #expect(fresh.status == .done && fresh.output.contains("newest file 60 seconds old"), "\(fresh)")
            #expect(fresh.output.hasSuffix("1 logger captures, files arrive.\n"))
            try await world.edit("PATCH", #"{"X-Container-Write": "other:*"}"#)
            world.simulator.clock.advance(by: .seconds(3_600))
            #expect(await verify(world).status == .done)
            let stale = await verify(world, "--fresh")
            #expect(
                stale.status == .changes && stale.output.contains("!  web  ACTIVE") && stale.output.contains("no file for 61 minutes"),
                "\(stale)")
            #expect(await verify(world, "--fresh", "--stale-after", "90m").status == .done)
            let storage = await verify(world, "--storage")
            #expect(storage.status == .changes && storage.output.contains("may not write"), "\(storage)")
            #expect(storage.output.contains("-H 'X-Container-Write: other:*,\(StorageWorld.writer)'"), "\(storage)")
        }
    }

    @Test(
        "a wrong clock here changes nothing: the storage's own counts",
        arguments: [-90_000, -3_600, 3_600, 90_000, 34_560_000] as [TimeInterval])
    func clock(ahead: TimeInterval) async throws {
        try await StorageWorld.with(Self.writing) { world in
            try world.write(fields: "partition_period: HOUR")
            #expect(await world.run("apply", "--yes", "prod.yaml").status == .done)
            world.simulator.clock.advance(by: .seconds(7_200))
            let fresh = await verify(world, "--fresh", ahead: ahead)
            #expect(fresh.status == .done && fresh.output.hasSuffix("files arrive.\n"), "\(fresh)")
        }
    }

    @Test("what is asked of the storage is the logger's own folders, by its id, the newest first, with one login of the storage's project")
    func calls() async throws {
        try await StorageWorld.with(Self.writing) { world in
            #expect(await world.run("apply", "--yes", "prod.yaml").status == .done)
            world.simulator.clock.advance(by: .seconds(1_200))
            let (calls, logins) = (await world.storageCalls.count, await world.logins)
            #expect(await verify(world, "--fresh").status == .done)
            let asked = await world.storageCalls.dropFirst(calls)
            #expect(asked.count == 1 && asked.first?.contains("prefix=web%2F2026%2F11%2F28%2F") == true, "\(asked)")
            #expect(await world.logins == logins + 2)
        }
    }

    @Test("JSON says the state and the reason of each check, and null of what was not asked for")
    func json() async throws {
        try await StorageWorld.with(Self.writing) { world in
            #expect(await world.run("apply", "--yes", "prod.yaml").status == .done)
            world.simulator.clock.advance(by: .seconds(600))
            let plain = await verify(world, "--format", "json")
            #expect(
                plain.output.contains(
                    #""checks":{"fresh":null,"ports":{"reason":null,"state":"ok"},"status":{"reason":null,"state":"ok"},"storage":null}"#),
                "\(plain)")
            let all = await verify(world, "--fresh", "--storage", "--format", "json")
            #expect(all.output.contains(#""fresh":{"reason":"newest file 0 seconds old","state":"fresh"}"#), "\(all)")
            #expect(all.output.contains(#""storage":{"reason":null,"state":"ok"}"#) && all.output.contains(#""proven":true"#))
        }
    }

    @Test(
        "what was asked for and not found out is not green",
        arguments: [
            ("GET /v1/* status=403", FlowLogCLI.ExitStatus.failed, "unknown"), ("* /v1/* status=401", .failed, "unknown"),
            ("* /v1/* garbage", .failed, "unknown"), ("POST */tokens status=401 n=6-", .notAuthenticated, "not_checked"),
        ])
    func unknown(fault: String, status: FlowLogCLI.ExitStatus, state: String) async throws {
        try await StorageWorld.with(head: "", Self.writing, faults: fault) { world in
            #expect(await world.run("apply", "--yes", "prod.yaml").status == .done)
            for _ in 0..<3 { #expect(await world.shell.run("verify", "prod.yaml").status == .done) }
            world.simulator.clock.advance(by: .seconds(600))
            let result = await verify(world, "--fresh", "--format", "json")
            #expect(result.status == status && result.output.contains(#""state":"\#(state)""#), "\(result)")
            #expect(result.output.contains(#""proven":false"#))
        }
    }

    @Test("a host that only the manifest names is not checked; a token that was given opens no storage")
    func notChecked() async throws {
        try await StorageWorld.with { foreign in
            try await StorageWorld.with { world in
                try world.write(host: foreign.simulator.baseURL.replacing("http://", with: ""))
                #expect(await world.run("apply", "--yes", "--check-storage", "off", "prod.yaml").status == .done)
                let unknown = await world.shell.run("verify", "--fresh", "--storage", "prod.yaml")
                #expect(unknown.status == .failed && unknown.output.contains("is not an object-store of the service catalog"), "\(unknown)")
                var shell = world.shell
                shell.environment = ["OS_TOKEN": try await world.simulator.token(for: "0123456789abcdef0123456789abcdef")]
                let given = await shell.run("verify", "--fresh", "--endpoint", world.simulator.baseURL, "prod.yaml")
                #expect(given.status == .notAuthenticated && given.output.contains("OS_TOKEN"), "\(given)")
                #expect(await world.storageCalls.isEmpty)
            }
            #expect(await foreign.simulator.requests.isEmpty)
        }
    }

    @Test("--stale-after needs --fresh, and is more than nothing and at most 30 days")
    func usage() async throws {
        try await StorageWorld.with { world in
            for arguments in [["--stale-after", "5m"], ["--fresh", "--stale-after", "0s"], ["--fresh", "--stale-after", "43201m"]] {
                #expect(await world.shell.run(["verify"] + arguments + ["prod.yaml"]) { _ in }.status == .usage)
            }
        }
    }

    @Test("a container that is gone has no files, and verify says that it is gone")
    func gone() async throws {
        try await StorageWorld.with(Self.writing) { world in
            #expect(await world.run("apply", "--yes", "prod.yaml").status == .done)
            world.simulator.clock.advance(by: .seconds(4_200))
            try await world.edit("DELETE")
            let result = await verify(world, "--fresh", "--storage")
            #expect(result.status == .changes && result.output.contains("its container does not exist"), "\(result)")
        }
    }
}
