import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Synchronization
import Testing

@Suite("Interrupts and events")
struct InterruptTests {
    /// Runs apply while every action waits for a BUILD that does not end, and sends signals once both creates were answered.
    private func interrupted(signals: Int, _ body: (Shell.Result, [FlowLogCLI.ExitStatus], SimulatorHandle) async throws -> Void)
        async throws
    {
        try await Shell.withSimulator(SimulatorConfiguration(buildTime: .seconds(3600))) { shell, simulator in
            try shell.write(webAndDatabase)
            let ends = Mutex<[FlowLogCLI.ExitStatus]>([])
            let result = await shell.run(["apply", "--yes", "--wait-timeout", "60s", "prod.yaml"]) { context in
                context.watchSignals = { onSignal in
                    while await simulator.requests.count(where: { $0.method == "GET" && $0.path.contains("/flowlog-loggers/") }) < 2 {
                        await Task.yield()
                    }
                    for _ in 0..<signals { onSignal() }
                }
                context.exitNow = { status in ends.withLock { $0.append(status) } }
            }
            try await body(result, ends.withLock { $0 }, simulator)
        }
    }

    @Test("the first Ctrl-C ends the waits, prints a true table and exits 8")
    func first() async throws {
        try await interrupted(signals: 1) { result, ends, simulator in
            #expect(result.status == .interrupted && ends.isEmpty)
            #expect(result.errors.contains("Interrupted: the run ends"))
            #expect(result.output.contains("Apply interrupted: 0 done, 2 unknown."), "\(result.output)")
            #expect(result.output.contains("interrupted while waiting"))
            #expect(await simulator.writes.count == 2)
        }
    }

    @Test("the second one prints the table with what runs as unknown and exits at once")
    func second() async throws {
        try await interrupted(signals: 2) { result, ends, _ in
            #expect(ends == [.interrupted])
            #expect(result.output.contains("interrupted while "), "\(result.output)")
        }
    }

    @Test("events go to stdout instead of text, or to a file beside it, and end with the summary")
    func events() async throws {
        try await Shell.withSimulator { shell, _ in
            try shell.write(webAndDatabase)
            let file = shell.folder.appending(path: "run.jsonl").path
            let applied = await shell.run("apply", "--yes", "--format", "events", "--write", "events=\(file)", "prod.yaml")
            #expect(applied.status == .done)
            let lines = applied.output.split(separator: "\n")
            #expect(lines.first?.contains(#""type":"version""#) == true && lines.last?.contains(#""type":"apply_summary""#) == true)
            #expect(lines.count(where: { $0.contains(#""type":"apply_complete""#) }) == 2)
            #expect(try shell.read("run.jsonl") == applied.output)

            let beside = await shell.run("apply", "--yes", "--write", "events=\(file)", "prod.yaml")
            #expect(beside.output == "No changes. Live loggers match the manifest.\n")
            #expect(try shell.read("run.jsonl").contains(#""exit_code":0"#))
            #expect(await shell.run("apply", "--yes", "--write", "sarif=x", "prod.yaml").status == .usage)
        }
    }

    @Test("a run that fails before its first action says so in its events")
    func failed() async throws {
        try await Shell.with(identity: "http://127.0.0.1:1") { shell in
            try shell.write(webAndDatabase.replacing("DROP", with: "drop"))
            let applied = await shell.run("apply", "--yes", "--format", "events", "prod.yaml")
            #expect(applied.status == .invalid)
            let lines = applied.output.split(separator: "\n")
            #expect(
                lines.count == 3 && lines[1].contains(#""type":"diagnostic""#) && lines[2].contains(#""exit_code":3"#), "\(applied.output)")
        }
    }
}
