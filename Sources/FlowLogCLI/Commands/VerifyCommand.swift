import ArgumentParser
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FlowLogVerify

struct VerifyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Proves that the loggers of the manifests capture.",
        discussion: """
            Each logger must have the desired status and, if it is enabled, capture at least one port. Makes no change. Exit code 2 if one does not.
            Whether its fields match the manifest is another question, which flowlogctl drift answers.
            With --fresh, its files must arrive too: the newest one may be at most --stale-after old. Whether the service writes a file for an interval without traffic is not documented, so the logger of a quiet network may look stale.
            With --storage, each container must be there and let storage.writer write.
            What could not be found out ends in exit code 1, or 4 after a refused login to the storage's project: it is not shown as fine.

            Example:
              flowlogctl verify prod.yaml
              flowlogctl verify --fresh --write prometheus=/var/lib/metrics/v.prom prod.yaml
            """)

    @Argument(help: .manifests, completion: .manifests)
    var paths: [String]

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var storageOptions: StorageOptions
    @OptionGroup var shard: ShardOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<VerifyFormat>

    @Flag(help: "Also check that files arrive.")
    var fresh = false

    @Option(
        help: ArgumentHelp("How old the newest file of a logger may be: 30m, 90m (default: 60m).", valueName: "duration"),
        transform: DurationOption.parse)
    var staleAfter: DurationOption?

    @Flag(help: "Also check that the containers are there and can be written to.")
    var storage = false

    @OptionGroup var runLabel: RunLabelOptions

    func validate() throws {
        guard let staleAfter else { return }
        guard fresh else { throw ValidationError("--stale-after is about the files that --fresh looks for: give both") }
        guard staleAfter.duration.components.attoseconds == 0, (Duration.seconds(1)...Self.month.duration).contains(staleAfter.duration)
        else {
            throw ValidationError("--stale-after must be in whole seconds, and at most \(Self.month.duration.text) (30 days)")
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        let label = runLabel.label(paths, shard.shard)
        let metrics = MetricsFile(of: VerifyMetrics.self, in: context, pipeline.console, label: label, output)
        return try await metrics.watching {
            let stacks = try await pipeline.stacks(paths, manifests, outputs: output.files.map(\.path))
            // Not before it is known that none of the files is read.
            context.beforeInterrupt { metrics.interrupt() }
            return try await pipeline.plan(
                stacks, over: connection, storage: storageOptions, also: .loggingPorts, options: PlanOptions(shard: shard.shard)
            ) { planned in
                let verification = await verification(of: planned, in: pipeline)
                let written = pipeline.console.emit(verification, to: output)
                let told = ExitStatus.first(of: [ExitStatus(verification), written])
                return ExitStatus.first(of: [told, metrics.write(VerifyMetrics(verification), told)])
            }
        }
    }

    private func verification(of planned: Pipeline.Planned, in pipeline: Pipeline) async -> Verification {
        let (plan, sessions) = (planned.plan, planned.sessions)
        let reach = (staleAfter ?? Self.hour).duration
        let time = connection.requestTimeout.duration
        let containers = storage ? await pipeline.verdicts(on: plan, within: time, through: sessions) : [:]
        let freshness =
            fresh
            ? await pipeline.freshness(
                of: plan, staleAfter: reach, limit: connection.parallelism, within: time * Self.callsOfLogger, through: sessions) : [:]
        return Verification(plan, ports: planned.ports, containers: containers, freshness: freshness)
    }

    /// How many calls may take their whole time before a logger is given up.
    private static let callsOfLogger = 4
    private static let hour = DurationOption(.seconds(3_600))
    private static let month = DurationOption(.seconds(30 * 86_400))
}
