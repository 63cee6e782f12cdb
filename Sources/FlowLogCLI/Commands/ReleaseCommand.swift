import ArgumentParser
import FlowLogPlan

struct ReleaseCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Removes the mark of ownership: the loggers stay, unmanaged.",
        discussion: """
            Releases all loggers of the stack, or those with the given keys. Remove their entries from the manifest as well: while an entry is there, the next plan adopts its logger again.

            Example:
              flowlogctl release prod.yaml web-subnet
            """)

    @OptionGroup var options: StackOptions
    var mayChange: Bool { true }

    @Argument(help: ArgumentHelp("The keys of the loggers (default: all of the stack).", valueName: "key"))
    var keys: [String] = []

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, options.console)
        return try await pipeline.endOwnership(.release, options, keys: keys) { plan, _ in await pipeline.askForYes(plan) }
    }
}
