import ArgumentParser
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials

/// The formats of a plan.
enum PlanFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json

    func render(_ plan: Plan, createdAt: String, style: Style) -> String {
        switch self {
        case .text: PlanText(plan, style: style).text
        case .json: plan.document(createdAt: createdAt).text + "\n"
        }
    }
}

struct PlanCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Shows what apply would do, and changes nothing.",
        discussion: """
            Example:
              flowlogctl plan --detailed-exitcode prod.yaml
              flowlogctl plan --out prod.plan prod.yaml && flowlogctl apply --plan prod.plan
            """)

    @Argument(help: ArgumentHelp("Manifests: files, directories with *.yaml and *.yml, or - for stdin.", valueName: "path"))
    var paths: [String]

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var safety: SafetyOptions
    @OptionGroup var console: ConsoleOptions

    @Option(help: "text or json.")
    var format = PlanFormat.text

    @Option(help: ArgumentHelp("Also save the plan, for show and apply --plan.", valueName: "file"))
    var out: String?

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 if there are changes.")
    var isDetailed = false

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, connection: connection, console: console)
        let stacks = try manifests.stacks(paths, in: context, pipeline.console)
        return try await pipeline.plan(stacks, options: PlanOptions(selection, safety)) { planned in
            let createdAt = context.now().formatted(.iso8601)
            pipeline.console.show(format.render(planned.plan, createdAt: createdAt, style: pipeline.console.style))
            if let out {
                if planned.plan.failures.isEmpty {
                    try writeAtomically(PlanFormat.json.render(planned.plan, createdAt: createdAt, style: .plain), to: out)
                } else {
                    pipeline.console.note("note: nothing was saved to \(TerminalEscape.escaped(out)), because a stack could not be planned")
                }
            }
            return planned.plan.status(detailed: isDetailed)
        }
    }
}

struct ShowCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Renders a saved plan.",
        discussion: """
            Makes no call. A file that was edited or cut short is refused (exit code 3).

            Example:
              flowlogctl show prod.plan
            """)

    @Argument(help: "A file that plan --out wrote.")
    var file: String

    @OptionGroup var console: ConsoleOptions

    @Option(help: "text or json.")
    var format = PlanFormat.text

    func run(in context: Context) async throws -> ExitStatus {
        let console = Console(context, console)
        let saved = try SavedPlan.read(file)
        console.show(format.render(saved.plan, createdAt: saved.createdAt, style: console.style))
        return .done
    }
}
