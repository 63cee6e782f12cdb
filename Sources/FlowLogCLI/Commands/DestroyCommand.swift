import ArgumentParser
import FlowLogModel
import FlowLogPlan

struct DestroyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy", abstract: "Deletes what one stack owns.",
        discussion: """
            Shows what will be deleted and asks for the stack's name. Refuses if a logger is protected (prevent_destroy). Loggers of other stacks and loggers without a mark are never touched.

            Example:
              flowlogctl destroy old-stack.yaml
            """)

    @OptionGroup var options: StackOptions
    var mayChange: Bool { true }

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, options.console)
        return try await pipeline.endOwnership(.destroy, options) { plan, stack in
            pipeline.sayWhere(plan)
            return await pipeline.console.ask("This cannot be undone. Type the stack's name, \(stack.name), to continue: ") == stack.name
        }
    }
}
