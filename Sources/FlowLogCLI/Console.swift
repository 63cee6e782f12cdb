import FlowLogModel
import FlowLogReport
import Logging

/// The one writer of both streams.
struct Console: Sendable {
    private let context: Context
    let style: Style
    /// Whether questions make sense: somebody sits there and has not forbidden them.
    let canAsk: Bool

    init(_ context: Context, _ options: ConsoleOptions) {
        self.context = context
        canAsk = context.isInteractive && !options.noInput
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
    func note(_ line: String) { context.writeError(line + "\n") }

    /// Diagnostics of commands that go online, to stderr.
    func report(_ diagnostics: [Diagnostic]) { context.writeError(DiagnosticText.render(diagnostics)) }

    /// Asks on stderr; nil if nobody answers.
    func ask(_ question: String) -> String? {
        context.writeError(question)
        return context.readAnswer()
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

        mutating func write(_ string: String) { write(string) }
    }
}
