import FlowLogModel
import FlowLogReport
import Logging

/// The one writer of both streams.
struct Console: Sendable {
    private let context: Context
    /// What is hidden in messages and logs.
    let secrets = Secrets()
    let style: Style
    /// Whether progress can be drawn and drawn over again: somebody sits there at a terminal that can do it.
    let isLive: Bool
    /// Whether questions make sense: somebody sits there and has not forbidden them.
    let canAsk: Bool

    init(_ context: Context, _ options: ConsoleOptions) {
        self.context = context
        canAsk = context.isInteractive && !options.noInput
        isLive = context.isInteractive && context.environment["TERM"] != "dumb"
        let isPlain = !(context.environment["NO_COLOR"] ?? "").isEmpty || context.environment["TERM"] == "dumb"
        switch options.color {
        case .always: style = Style(isColored: true)
        case .never: style = .plain
        case .auto: style = Style(isColored: context.outputIsTerminal && !isPlain)
        }
    }

    /// Results, to stdout.
    func show(_ text: String) { context.writeOutput(text) }

    /// Progress and remarks, a line to stderr; the text is escaped already.
    func note(_ line: String) { context.writeError(secrets.hiding(in: line) + "\n") }

    /// Text that draws on the terminal, to stderr as it is.
    func draw(_ text: String) { context.writeError(text) }

    /// Writes a file in one step, and tells if that fails.
    /// - Returns: exit 1 if it could not be written.
    func write(_ text: String, toFile path: String) -> ExitStatus {
        do throws(CommandError) { try context.write(text, toFile: path) } catch {
            context.writeError("error: \(TerminalEscape.escaped(error.message))\n")
            return error.status
        }
        return .done
    }

    /// How many columns there are to draw on.
    var width: Int { context.terminalWidth() }

    /// Diagnostics of commands that go online, to stderr.
    func report(_ diagnostics: [Diagnostic]) { context.writeError(DiagnosticText.render(diagnostics)) }

    /// Asks on stderr; nil if nobody answers.
    func ask(_ question: String) async -> String? {
        context.writeError(question)
        let answer = await context.readAnswer()
        if answer == nil { context.writeError("\n") }
        return answer
    }

    func logger(_ level: LogLevel) -> Logger {
        var logger = Logger(label: Tool.name) { label in
            StreamLogHandler(label: label, stream: ErrorStream(write: context.writeError))
        }
        logger.logLevel = level.level
        return logger
    }

    private struct ErrorStream: TextOutputStream, Sendable {
        let write: @Sendable (String) -> Void

        /// One line of the log, which has text of others.
        mutating func write(_ line: String) {
            write(TerminalEscape.escaped(line.utf8.last == UInt8(ascii: "\n") ? String(line.dropLast()) : line) + "\n")
        }
    }
}
