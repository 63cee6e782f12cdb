import ArgumentParser
import FlowLogPlan

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
        let pipeline = Pipeline(in: context, options.console)
        return try await pipeline.endOwnership(.release, options, keys: keys) { plan, _ in await pipeline.askForYes(plan) }
    }
}
