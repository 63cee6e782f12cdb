import ArgumentParser
import FlowLogPlan
import FlowLogReport

struct ShowCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Renders a saved plan.",
        discussion: """
            Makes no API call. Refuses a file that was edited or cut short (exit code 3).

            Example:
              flowlogctl show prod.plan
              flowlogctl show --format markdown prod.plan
            """)

    @Argument(help: "A plan that plan --out saved.", completion: .file())
    var file: String

    @OptionGroup var runLabel: RunLabelOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<PlanFormat>

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        let saved = try pipeline.savedPlan(file, outputs: output.files.map(\.path))
        return pipeline.console.emit((saved.plan, saved.createdAt, saved.digest, runLabel.label([file])), to: output)
    }
}
