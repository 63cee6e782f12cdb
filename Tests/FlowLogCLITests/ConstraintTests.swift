import FlowLogCLI
import FlowLogSimulator
import Testing

@Suite("Services that allow less than the guide says")
struct ConstraintTests {
    @Test(
        "create_first is a clear failed action with the way out, the old logger stays, and delete_first does it",
        arguments: [
            SimulatorConfiguration(buildTime: .zero, uniqueNames: true), SimulatorConfiguration(buildTime: .zero, uniqueTargets: true),
            SimulatorConfiguration(buildTime: .zero, quota: 2),
        ])
    func constrained(configuration: SimulatorConfiguration) async throws {
        try await Shell.withSimulator(configuration) { shell, simulator in
            try shell.write(webAndDatabase)
            #expect(await shell.run("apply", "--yes", "prod.yaml").status == .done)
            let changed = webAndDatabase.replacing("DROP", with: "ALL")
            try shell.write(changed)
            let failed = await shell.run("apply", "--yes", "prod.yaml")
            #expect(failed.status == .incomplete)
            #expect(failed.output.contains("failed") && failed.output.contains("set lifecycle.replace: delete_first"), "\(failed.output)")
            #expect(await !simulator.writes.contains { $0.method == "DELETE" })

            try shell.write(changed.replacing("filter: ALL", with: "filter: ALL, lifecycle: {replace: delete_first}"))
            let replaced = await shell.run("apply", "--yes", "--max-deletes", "1", "prod.yaml")
            #expect(replaced.status == .done, "\(replaced.output)")
        }
    }
}
