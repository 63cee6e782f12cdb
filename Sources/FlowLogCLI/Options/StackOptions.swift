import ArgumentParser
import FlowLogApply
import FlowLogModel
import FlowLogPlan

/// What commands that end the ownership of one stack have in common.
struct StackOptions: ParsableArguments {
    @Argument(help: "The manifest of the stack.", completion: .manifests)
    var path: String

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var console: ConsoleOptions

    @Flag(help: "Do not ask.")
    var yes = false

    /// Plans, shows, asks and carries out.
    /// - Parameters:
    ///   - keys: only these; all without any.
    ///   - confirm: asks; not called with `--yes`.
    func end(
        _ purpose: PlanOptions.Purpose, keys: [String] = [], in context: Context, confirm: (Pipeline, Plan, DesiredStack) async -> Bool
    ) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, connection: connection, console: console)
        try pipeline.requireAnswer(yes)
        let stack = try await manifests.stack(path, in: context, pipeline.console)
        let options = PlanOptions(purpose: purpose, targets: keys.map(KeySelector.init))
        return try await pipeline.plan([stack], options: options) { planned in
            try await pipeline.apply(
                planned, settings: ApplySettings(parallelism: connection.parallelism),
                report: try ApplyReport(in: context, pipeline.console)
            ) { plan in
                if yes { true } else { await confirm(pipeline, plan, stack) }
            }
        }
    }
}
