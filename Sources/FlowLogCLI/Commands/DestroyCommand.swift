import ArgumentParser
import FlowLogApply
import FlowLogModel
import FlowLogPlan

struct DestroyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy", abstract: "Deletes what one stack owns.",
        discussion: """
            Shows what goes and asks for the stack's name. Protected loggers (prevent_destroy) refuse it; no other stack's and no unmarked logger is touched.

            Example:
              flowlogctl destroy old-stack.yaml
            """)

    @OptionGroup var options: StackOptions
    var mayChange: Bool { true }

    func run(in context: Context) async throws -> ExitStatus {
        try await options.end(.destroy, in: context) { pipeline, plan, stack in
            pipeline.sayWhere(plan)
            return await pipeline.console.ask("This cannot be undone. Type the stack's name, \(stack.name), to go on: ") == stack.name
        }
    }
}

struct ReleaseCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Takes the mark off: the logger lives on, unmanaged.",
        discussion: """
            All loggers of the stack, or those of the keys. Take their entries out of the manifest as well: while an entry is there, the next plan adopts its logger again.

            Example:
              flowlogctl release prod.yaml web-subnet
            """)

    @OptionGroup var options: StackOptions
    var mayChange: Bool { true }

    @Argument(help: ArgumentHelp("Which loggers; all of the stack if left out.", valueName: "key"))
    var keys: [String] = []

    func run(in context: Context) async throws -> ExitStatus {
        try await options.end(.release, keys: keys, in: context) { pipeline, plan, _ in await pipeline.askForYes(plan) }
    }
}

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
