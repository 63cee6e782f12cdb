package import ArgumentParser
import FlowLogModel
import FlowLogReport

/// The command line (Contract: Commands).
package struct FlowLogCtl: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: Tool.name,
        abstract: "Keeps the flow log loggers of an NHN Cloud project exactly as a YAML file describes them.",
        discussion: """
            A manifest is compared with the live loggers, and the differences become a plan; apply carries it out and lists again to prove the result.

            Example:
              flowlogctl validate prod.yaml
              flowlogctl plan prod.yaml
              flowlogctl apply prod.yaml
              flowlogctl export --region KR1 --stack network > network.yaml

            Credentials come from OS_USERNAME, OS_PASSWORD (or OS_PASSWORD_FILE), OS_TENANT_ID and OS_REGION_NAME; from an entry of
            clouds.yaml that OS_CLOUD, --cloud or the manifest names; or from OS_TOKEN with --endpoint.
            Exit codes: 0 done, 1 API or network error, 2 changes (plan --detailed-exitcode, drift, verify), 3 manifest or configuration invalid,
            4 not authenticated or authorised, 5 refused by a safety rule, 6 saved plan stale, 7 apply incomplete, 8 interrupted,
            9 timed out waiting, 64 usage. flowlogctl explain CODE says more.
            """,
        version: Tool.version,
        subcommands: [
            ValidateCommand.self, PlanCommand.self, ApplyCommand.self, DriftCommand.self, VerifyCommand.self, CoverageCommand.self,
            ShowCommand.self,
            ExportCommand.self, DestroyCommand.self, ReleaseCommand.self, LoggersCommand.self, PortsCommand.self, ExplainCommand.self,
        ])

    package init() {}

    /// Parses and runs one command line.
    /// - Parameters:
    ///   - arguments: without the program's name.
    ///   - context: all side doors.
    package static func run(_ arguments: [String], in context: Context) async -> ExitStatus {
        do {
            if let error = CommandError(unknownCommandIn: arguments) ?? CommandError(repeatedOptionIn: arguments) { throw error }
            var command = try parseAsRoot(arguments)
            if let command = command as? any ContextCommand {
                return written(try await command.run(in: context), in: context, mayChange: command.mayChange)
            }
            // Help: its answer is thrown.
            try command.run()
            return .done
        } catch let error as CommandError {
            Console(context, color: ConsoleOptions.Color(in: arguments)).report(error)
            return error.status
        } catch {
            return end(with: error, arguments, in: context)
        }
    }

    /// A result that was cut short must not look like success; but what was changed counts more than whether it could be printed.
    private static func written(_ status: ExitStatus, in context: Context, mayChange: Bool = false) -> ExitStatus {
        guard let error = context.outputError() else { return status }
        context.writeError("error: cannot write to stdout: \(error)\n")
        return mayChange ? status : ExitStatus.first(of: [status, .failed])
    }

    /// Help and version are answers; everything else that parsing stops with is wrong usage.
    private static func end(with error: any Error, _ arguments: [String], in context: Context) -> ExitStatus {
        let message = fullMessage(for: error)
        guard exitCode(for: error).isSuccess else {
            // The parser repeats what was typed as it is.
            let typed = arguments.flatMap { [$0] + $0.split(separator: "=", maxSplits: 1).dropFirst().map(String.init) }
            let shown = typed.reduce(message) { text, word in
                let escaped = Shown(word).string
                return escaped.utf8.elementsEqual(word.utf8) ? text : text.replacing(word, with: escaped)
            }
            let command = configuration.subcommands.compactMap { $0.configuration.commandName }.first(where: arguments.contains)
            let isEarly = arguments.first?.hasPrefix("-") == true
            let hint = isEarly ? command.map { "\n  Options go after the command: flowlogctl \($0) ..." } : nil
            context.writeError(shown + (hint ?? "") + "\n")
            return .usage
        }
        context.writeOutput(message + "\n")
        return written(.done, in: context)
    }
}
