import ArgumentParser
import FlowLogPlan
import FlowLogReport
import FoundationEssentials

struct DriftCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Checks, for a scheduler, whether live loggers still match the manifests.",
        discussion: """
            Writes nothing to the API. Exit code 2 if a logger is blocked, missing, unhealthy, extra, superseded, modified or not adopted yet; 0 if all are in sync.
            Any other exit code means that the check itself failed, and says nothing about drift.

            Example:
              flowlogctl drift prod.yaml
              flowlogctl drift --write prometheus=/var/lib/metrics/prod.prom prod.yaml
            """)

    @Argument(help: .manifests, completion: .manifests)
    var paths: [String]

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var shard: ShardOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<DriftFormat>

    @Flag(help: "Count unmanaged loggers as drift.")
    var failOnUnmanaged = false

    @OptionGroup var runLabel: RunLabelOptions

    @Option(
        help: ArgumentHelp(
            "When there is drift or the check fails, post a Slack-compatible message to the URL in this variable.", valueName: "name"))
    var webhookEnv: String?

    @Option(
        help: ArgumentHelp(
            "Keep in this file what was posted, to post it once, and to post when it is resolved.", valueName: "file"), completion: .file())
    var webhookState: String?

    func validate() throws {
        guard let webhookEnv else {
            if webhookState != nil { throw ValidationError("--webhook-state is about what --webhook-env posts: give both") }
            return
        }
        let isName = webhookEnv.allSatisfy { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
        // It may be the URL itself, which is a secret: it is not repeated.
        if webhookEnv.isEmpty || !isName {
            throw ValidationError("--webhook-env takes the name of a variable that holds the URL, not the URL")
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        let label = runLabel.label(paths, shard.shard)
        let metrics = MetricsFile(of: DriftMetrics.self, in: context, pipeline.console, label: label, output)
        let webhook = webhookEnv.flatMap { DriftWebhook($0, state: webhookState, of: shard.shard, label: label, pipeline, connection) }
        do {
            return try await metrics.watching { try await check(pipeline, metrics, webhook) }
        } catch {
            if error.status != .usage { await webhook?.tell(error) }
            throw error
        }
    }

    private func check(_ pipeline: Pipeline, _ metrics: MetricsFile<DriftFormat, DriftMetrics>, _ webhook: DriftWebhook?) async throws
        -> ExitStatus
    {
        let context = pipeline.context
        let stacks = try await pipeline.stacks(
            paths, manifests, outputs: output.files.map(\.path) + [webhookState].compactMap { $0 })
        // Not before it is known that none of the files is read.
        context.beforeInterrupt { metrics.interrupt() }
        return try await pipeline.plan(stacks, over: connection, options: PlanOptions(selection, shard)) { planned in
            let plan = planned.plan
            let hasDrift = plan.hasDrift(failsOnUnmanaged: failOnUnmanaged)
            let status = ExitStatus(reading: plan, changes: hasDrift)
            let result = DriftFormat.Result(
                plan: plan, failsOnUnmanaged: failOnUnmanaged, createdAt: context.now().formatted(.iso8601),
                label: runLabel.label(paths, shard.shard))
            let written = pipeline.console.emit(result, to: output)
            GitHubStep(in: context)?.add(
                summary: { DriftMarkdown(plan, label: result.label, failsOnUnmanaged: failOnUnmanaged).text(limit: $0).string },
                output: GitHubOutput(plan).text.string, pipeline.console)
            await webhook?.tell(plan, failsOnUnmanaged: failOnUnmanaged)
            let told = ExitStatus.first(of: [status, written])
            return ExitStatus.first(of: [told, metrics.write(DriftMetrics(plan), told)])
        }
    }
}
