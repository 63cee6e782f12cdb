import FlowLogCLI
import FlowLogSimulator
import FoundationEssentials
import Testing

@Suite("The cost of a plan")
struct CostTests {
    @Test("is one token and one list per region, whatever the number of loggers", arguments: [3, 100, 1_000])
    func calls(count: Int) async throws {
        let configuration = SimulatorConfiguration(buildTime: .zero, regions: ["KR1", "KR2"], seeds: try seeds(count))
        try await Shell.withSimulator(configuration) { shell, simulator in
            let loggers = (0..<count).map { "  k\($0): {resource_id: \(target($0)), description: new}" }.joined(separator: "\n")
            try shell.write(manifest(loggers), as: "kr1.yaml")
            try shell.write(manifest(loggers, head: "region: KR2"), as: "kr2.yaml")
            let result = await shell.run("plan", "kr1.yaml", "kr2.yaml")
            #expect(result.output.hasSuffix("Plan: \(count) to add, \(count) to change, 0 to destroy. (0 unchanged, 0 unmanaged)\n"))
            #expect(
                await simulator.requests.map(\.path).sorted() == ["/KR2/v2.0/flowlog-loggers", "/v2.0/flowlog-loggers", "/v2.0/tokens"])
        }
    }

    private func target(_ number: Int) -> String { "7b1e5a3e-2f0c-4a9b-9d57-\(100_000_000_000 + number)" }

    /// Loggers of the stack in the first region, with another description than the manifest's.
    private func seeds(_ count: Int) throws -> [Seed] {
        let folder = "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef/flowlog"
        let loggers = (0..<count).map { number in
            #"{"name": "k\#(number)", "description": "old [flowlogctl:prod/k\#(number)]", "resource_id": "\#(target(number))", "#
                + #""storage_url": "\#(folder)/k\#(number)"}"#
        }
        return try Seed.list(parsing: "[\(loggers.joined(separator: ","))]".utf8)
    }
}
