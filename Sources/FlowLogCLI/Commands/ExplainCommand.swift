import ArgumentParser
import FlowLogReport

struct ExplainCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Says what a code means and what to do.",
        discussion: """
            The code of a diagnostic, a blocked change or a refusal, an error_type of the service, or an exit code.

            Example:
              flowlogctl explain adopt-would-replace
            """)

    @Argument(help: "The code, for example max-deletes or 7.", completion: .list(Explanation.codes))
    var code: String

    func run(in context: Context) async throws -> ExitStatus {
        guard let explanation = Explanation(code: code) else {
            throw CommandError(.usage, "there is no code '\(code)'", help: "the codes are \(Explanation.codes.joined(separator: ", "))")
        }
        context.writeOutput(explanation.text(of: code))
        return .done
    }
}
