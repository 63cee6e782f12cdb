import Benchmark
import FlowLogAPI
import FlowLogManifest
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FlowLogVerify
import FlowLogYAML

/// Every stage of a run by itself, at each size; `Benchmarks/run` makes the inputs and one table of the results.
let benchmarks: @Sendable () -> Void = {
    for size in Inputs.sizes {
        scenario("read YAML", size, input: Inputs.manifest) { manifest in
            YAMLDocuments(of: SourceText(path: manifest.path, bytes: manifest.bytes)).reduce(0) { $0 + $1.findings.count }
        }
        scenario("decode and validate", size, input: Inputs.manifest) { loadManifests([$0], context: ManifestContext()) }
        scenario("decode a list", size, input: Inputs.list) { try loggers(inPage: $0) }

        scenario("plan, no change", size, input: { try Inputs.planned($0, live: .same) }) { makePlan($0) }
        scenario("plan, all changed", size, input: { try Inputs.planned($0, live: .different) }) { makePlan($0) }
        scenario("plan, all created", size, input: { try Inputs.planned($0, live: .none) }) { makePlan($0) }

        scenario("text of changes", size, input: Inputs.changes) { PlanText($0, style: .plain).text.string }
        scenario("JSON of changes", size, input: Inputs.changes) { PlanDocument($0, createdAt: "2026-01-01T00:00:00Z").text }
        scenario("Markdown of changes", size, input: Inputs.changes) { PlanMarkdown($0, label: "prod.yaml").text().string }

        scenario("coverage of 10 ports each", size, input: Inputs.network) { $0.report }
        scenario("text of coverage", size, input: { try Inputs.network($0).report }) { CoverageText($0, style: .plain).text.string }
        scenario("HTML of coverage", size, input: { try Inputs.network($0).report }) { CoverageHTML($0).text.string }
        scenario("JSON of coverage", size, input: { try Inputs.network($0).report }) {
            CoverageDocument($0, createdAt: "2026-01-01T00:00:00Z").json
        }
    }
}

/// Registers what is measured, with an input that is made outside of the measurement.
private func scenario<Input, Output>(
    _ name: String, _ size: Int, input: @escaping @Sendable (Int) throws -> Input, _ body: @escaping @Sendable (Input) throws -> Output
) {
    // Of what the library can count, allocations read 0 and instructions need counters that virtual machines lack: neither is used.
    let configuration = Benchmark.Configuration(
        metrics: [.wallClock, .peakMemoryResidentDelta], timeUnits: .microseconds, units: [.peakMemoryResidentDelta: .kilo],
        warmupIterations: 0, maxDuration: .seconds(1), maxIterations: 200)
    Benchmark(
        "\(name) \(size)", configuration: configuration,
        closure: { (_: Benchmark, input: Input) in blackHole(try body(input)) },
        setup: { try input(size) })
}
