import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("What is asked and refused before a write")
struct ConfirmationTests {
    @Test("apply without --yes and without a terminal is exit 64, before any call")
    func noTerminal() async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "prod.yaml").status == .usage)
            shell.typed = ["yes"]
            #expect(await shell.run("apply", "--no-input", "prod.yaml").status == .usage)
            #expect(await simulator.requests.isEmpty)
        }
    }

    @Test("the question names project and region, and only 'yes' is a yes", arguments: ["yes", "y", "Yes", " yes", ""])
    func confirmation(answer: String) async throws {
        try await Shell.withSimulator { shell, simulator in
            var shell = shell
            shell.typed = [answer]
            try shell.write(webAndDatabase)
            let result = await shell.run("apply", "prod.yaml")
            #expect(result.errors.contains("prod acts on project 0123456789abcdef0123456789abcdef in region KR1."))
            #expect(result.status == (answer == "yes" ? .done : .refused))
            #expect(await simulator.writes.isEmpty == (answer != "yes"))
        }
    }

    @Test("a refused plan is shown first, then refused, and writes nothing")
    func refused() async throws {
        try await Shell.withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            let before = await simulator.writes.count
            try shell.write(manifest("  {}"))
            let result = await shell.run("apply", "--yes", "prod.yaml")
            #expect(result.status == .refused)
            let shown = try #require(result.output.firstRange(of: "- web  delete"))
            let refusal = try #require(result.output.firstRange(of: "refused: "))
            #expect(shown.upperBound < refusal.lowerBound)
            #expect(await shell.run("plan", "prod.yaml").status == .done)
            #expect(await simulator.writes.count == before)
            #expect(await shell.run("apply", "--yes", "--allow-empty", "--max-deletes", "2", "prod.yaml").status == .done)
        }
    }
}
