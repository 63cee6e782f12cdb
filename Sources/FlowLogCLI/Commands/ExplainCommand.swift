import ArgumentParser
import FlowLogReport

struct ExplainCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Says what a code means and what to do, or what a logger field is.",
        discussion: """
            The code of a diagnostic, a blocked change or a refusal, an error_type of the service, an exit code, or the name of a field.

            Example:
              flowlogctl explain adopt-would-replace
              flowlogctl explain partition_period
            """)

    @Argument(
        help: "The code or the field, for example max-deletes, 7 or filter.",
        completion: .list(Explanation.codes + FieldExplanation.names))
    var code: String

    func run(in context: Context) async throws -> ExitStatus {
        guard let text = Explanation(code: code)?.text(of: code).string ?? FieldExplanation(field: code)?.text else {
            let (codes, fields) = (Explanation.codes.joined(separator: ", "), FieldExplanation.names.joined(separator: ", "))
            throw CommandError(
                .usage, "there is no code and no field '\(code)'", help: "the codes are \(codes); the fields are \(fields)")
        }
        context.writeOutput(text)
        return .done
    }
}
