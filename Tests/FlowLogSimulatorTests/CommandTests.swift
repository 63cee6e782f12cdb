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
            ["--build-time", ""], ["--port", "65536"], ["--port=-1"], ["--page-limit", "0"], ["--unknown"], ["extra"],
        ])
    func usageErrors(_ arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try SimulatorCommand.parse(arguments) }
        #expect(error.map { SimulatorCommand.exitCode(for: $0).rawValue } == 64)
    }

    @Test("the help has a runnable example")
    func help() {
        #expect(SimulatorCommand.helpMessage().contains("flowlog-simulator --port 9696"))
    }
}
