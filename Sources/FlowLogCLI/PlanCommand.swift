import ArgumentParser
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials

struct PlanCommand: ContextCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Shows what apply would do, and changes nothing.",
        discussion: """
            Example:
              flowlogctl plan --detailed-exitcode prod.yaml
            """)

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var console: ConsoleOptions

    @Option(help: "text or json.")
    var format = Format.text

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 if there are changes.")
    var isDetailed = false

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, manifests: manifests, connection: connection, console: console, selection: selection)
        return try await pipeline.plan { plan in
            switch format {
            case .text: PlanText(plan, style: pipeline.console.style).text
            case .json: plan.document(createdAt: context.now().formatted(.iso8601)).text + "\n"
            }
        } then: { plan, _ in
            plan.status(detailed: isDetailed)
        }
    }
}
