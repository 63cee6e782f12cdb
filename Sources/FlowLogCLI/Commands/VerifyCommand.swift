import ArgumentParser
import FlowLogPlan
import FlowLogReport
import FlowLogVerify

struct VerifyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Proves that the loggers of the manifests capture.",
        discussion: """
            Each logger must have the desired status and, if it is enabled, capture at least one port. Makes no change. Exit code 2 if one does not.
            Whether its fields match the manifest is another question, which flowlogctl drift answers.

            Example:
              flowlogctl verify prod.yaml
            """)

    @Argument(help: .manifests, completion: .manifests)
    var paths: [String]

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var shard: ShardOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<VerifyFormat>

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        let stacks = try await pipeline.stacks(paths, manifests, outputs: output.files.map(\.path))
        return try await pipeline.plan(stacks, over: connection, also: .loggingPorts, options: PlanOptions(shard: shard.shard)) { planned in
            let verification = Verification(planned.plan, ports: planned.ports)
            let written = pipeline.console.emit(VerificationReport(verification), to: output)
            return ExitStatus.first(of: [ExitStatus(reading: planned.plan, changes: !verification.isProven), written])
        }
    }
}
