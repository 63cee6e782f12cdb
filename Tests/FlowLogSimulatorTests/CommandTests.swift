import ArgumentParser
import Testing

@testable import FlowLogSimulator

@Suite("The command line")
struct CommandTests {
    @Test(
        "durations are a number and a unit",
        arguments: [
            ("500ms", .milliseconds(500)), ("0s", .zero), ("0ms", .zero), ("2s", .seconds(2)), ("10m", .seconds(600)),
            ("12h", .seconds(43200)),
        ] as [(String, Duration)]
    )
    func durations(_ text: String, _ value: Duration) throws {
        let command = try SimulatorCommand.parse(["--build-time", text])
        #expect(command.buildTime.value == value)
    }

    @Test(
        "what is no duration, port or limit is a usage error with exit code 64",
        arguments: [
            ["--build-time", "5"], ["--build-time", "s"], ["--build-time", "-1s"], ["--build-time", "1.5s"],
            ["--build-time", "99999999999999999999s"],
            ["--build-time", ""], ["--token-lifetime", "forever"], ["--port", "65536"], ["--port=-1"], ["--page-limit", "0"],
            ["--quota=-1"], ["--unknown"], ["extra"],
            ["--object-interval", "10s"], ["--storage-writer", "tenant"], ["--storage-writer", "a:b:c"], ["--storage-clock-skew", "soon"],
        ])
    func usageErrors(_ arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try SimulatorCommand.parse(arguments) }
        #expect(error.map { SimulatorCommand.exitCode(for: $0).rawValue } == 64)
    }

    @Test("without options nothing is refused that the guide allows, and nothing is kept")
    func defaults() throws {
        let configuration = try SimulatorCommand.parse([]).configuration()
        #expect(configuration.regions == ["KR1"])
        #expect(configuration.latency == .zero)
        #expect(configuration.tokenLifetime == .seconds(43200))
        #expect(!configuration.uniqueNames)
        #expect(!configuration.uniqueTargets)
        #expect(configuration.quota == nil)
        #expect(configuration.stateFile == nil)
        #expect(configuration.faults.isEmpty)
    }

    @Test("options reach the simulator")
    func options() throws {
        let line = "--regions KR1,KR2 --latency 50ms --token-lifetime 5m --unique-names --unique-targets --quota 3 --state state.json"
        let configuration = try SimulatorCommand.parse(line.split(separator: " ").map(String.init)).configuration()
        #expect(configuration.regions == ["KR1", "KR2"])
        #expect(configuration.latency == .milliseconds(50))
        #expect(configuration.tokenLifetime == .seconds(300))
        #expect(configuration.uniqueNames)
        #expect(configuration.uniqueTargets)
        #expect(configuration.quota == 3)
        #expect(configuration.stateFile == "state.json")
    }

    @Test("the clock of the storage may be ahead or behind", arguments: [("90s", 90), ("-90s", -90)])
    func skew(text: String, seconds: Int) throws {
        let configuration = try SimulatorCommand.parse(["--storage-clock-skew", text, "--storage-latency", "2s"]).configuration()
        #expect(configuration.storageClockSkew == .seconds(seconds) && configuration.storageLatency == .seconds(2))
    }

    @Test("faults reach the simulator in their order, with the seed that is given or one that is picked")
    func faults() throws {
        let faults = ["GET * status=503 p=0.5", "POST */flowlog-loggers drop-after-commit n=1"]
        let arguments = faults.flatMap { ["--fault", $0] }
        let configuration = try SimulatorCommand.parse(arguments + ["--fault-seed", "7"]).configuration()
        #expect(configuration.faults.map(\.text) == faults)
        #expect(configuration.faults.map(\.isRandom) == [true, false])
        #expect(configuration.faultSeed == 7)
        let picked = try (0..<5).map { _ in try SimulatorCommand.parse(arguments).configuration().faultSeed }
        #expect(Set(picked).count > 1)
    }

    @Test(
        "what is no list of regions is a usage error that says why",
        arguments: [
            ("", "'' is not a region"), ("KR1,,KR2", "'' is not a region"), ("KR1, KR2", "' KR2' is not a region"),
            ("v2.0", "'v2.0' is not a region"), ("_simulator", "'_simulator' is not a region"), ("KR1,kr1", "'KR1' is there twice"),
        ]
    )
    func invalidRegions(_ text: String, _ reason: String) {
        let error = #expect(throws: (any Error).self) { try SimulatorCommand.parse(["--regions", text]) }
        #expect(error.map { SimulatorCommand.exitCode(for: $0).rawValue } == 64)
        #expect(error.map { SimulatorCommand.message(for: $0).contains(": \(reason)") } == true)
    }

    @Test("a fault that cannot be read is a usage error that says what is wrong")
    func invalidFault() {
        let error = #expect(throws: (any Error).self) { try SimulatorCommand.parse(["--fault", "GTE * garbage"]) }
        #expect(error.map { SimulatorCommand.exitCode(for: $0).rawValue } == 64)
        let message = error.map { SimulatorCommand.message(for: $0) } ?? ""
        #expect(message.hasSuffix("'GTE' is not a method: GET, HEAD, POST, PUT, DELETE or *"))
    }

    @Test("every example of a fault in the help is one")
    func faultExamples() throws {
        let examples = CommandHelp.discussion.split(separator: "--fault '").dropFirst(2).compactMap { $0.split(separator: "'").first }
        #expect(examples.count == 11)
        for example in examples { #expect(try Fault(String(example)).text == example) }
    }

    @Test("a state file that cannot be used ends the program with exit code 3 and names the file")
    func unusableState() throws {
        let command = try SimulatorCommand.parse(["--state", "state.json"])
        let (message, exitCode) = command.explain(StateFile.Invalid(description: "not valid JSON"))
        #expect(message == "state file state.json: not valid JSON")
        #expect(exitCode.rawValue == 3)
    }

    @Test("the help has a runnable example")
    func help() {
        #expect(SimulatorCommand.helpMessage().contains("flowlog-simulator --port 9696"))
    }
}
