import ArgumentParser
import FlowLogApply
import FlowLogReport

struct ApplyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Makes live loggers match the manifests, and proves it by listing again.",
        discussion: """
            Shows the plan, asks, carries it out, waits for each logger's status, and lists once more.

            Example:
              flowlogctl apply --yes prod.yaml
            """)

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var console: ConsoleOptions

    @Flag(help: "Do not ask.")
    var yes = false

    @Option(help: "How long to wait for one logger: 500ms, 30s, 10m.")
    var waitTimeout = DurationOption(.seconds(600))

    @Flag(help: "Start nothing more after the first failure.")
    var failFast = false

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, manifests: manifests, connection: connection, console: console, selection: selection)
        guard yes || pipeline.console.canAsk else {
            throw CommandError(.usage, "there is no terminal to ask on", help: "say --yes to apply without a question")
        }
        let settings = ApplySettings(parallelism: connection.parallelism, waitTimeout: waitTimeout.duration, failFast: failFast)
        return try await pipeline.plan {
            PlanText($0, style: pipeline.console.style).text
        } then: { plan, planes in
            try await pipeline.apply(plan, on: planes, settings: settings, isConfirmed: yes)
        }
    }
}
