import ArgumentParser
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FlowLogVerify
import FoundationEssentials

struct CoverageCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Shows which ports of a project's networks are recorded, and by what.",
        discussion: """
            Without manifests: the project of the credentials, in --region, OS_REGION_NAME or the region of clouds.yaml. With manifests: where their stacks act, less what their coverage.exclude leaves out.
            A port is covered if the service's list of logging ports says so. Makes no change. Exit code 2 below the minimum (coverage.min), or if there is nothing to cover while there is one; without one 0.

            Example:
              flowlogctl coverage --region KR1
              flowlogctl coverage --min-coverage 95% prod.yaml
            """)

    @Argument(help: .manifests, completion: .manifests)
    var paths: [String] = []

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<CoverageFormat>

    @Option(
        help: ArgumentHelp("The least that must be recorded, instead of the manifests' coverage.min.", valueName: "p%"),
        transform: parsePercent)
    var minCoverage: Int?

    @OptionGroup var runLabel: RunLabelOptions

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        let place = [manifests.place.cloud, manifests.place.region ?? context.variable("OS_REGION_NAME")].compactMap(\.self)
        let label = runLabel.label(!paths.isEmpty ? paths : place.isEmpty ? ["-"] : place)
        let metrics = MetricsFile(of: CoverageMetrics.self, in: context, pipeline.console, label: label, output)
        return try await metrics.watching {
            let outputs = output.files.map(\.path)
            let stacks = paths.isEmpty ? [] : try await pipeline.stacks(paths, manifests, outputs: outputs)
            if paths.isEmpty { try FileUse.check(outputs: outputs, in: context) }
            // Not before it is known that none of the files is read.
            context.beforeInterrupt { metrics.interrupt() }
            let report = try await pipeline.coverage(of: stacks, at: manifests.place, over: connection, minimum: minCoverage)
            let result = CoverageFormat.Result(report: report, createdAt: context.now().formatted(.iso8601), label: label)
            let written = pipeline.console.emit(result, to: output)
            GitHubStep(in: context)?.add(summary: { CoverageMarkdown(report, label: label).text(limit: $0).string }, pipeline.console)
            for place in report.places { pipeline.report(place) }
            let told = ExitStatus.first(
                of: report.places.compactMap(\.failure).map(ExitStatus.init) + (report.isBelowMinimum ? [.changes] : []) + [written])
            return ExitStatus.first(of: [told, metrics.write(CoverageMetrics(report), told)])
        }
    }
}

// The parser continues its own message with these words.
private func parsePercent(_ text: String) throws -> Int {
    guard case .percent(let percent) = DeleteLimit(text) else {
        throw ValidationError("must be a whole percentage from 0% to 100%, such as 95%")
    }
    return percent
}
