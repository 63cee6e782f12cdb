import FlowLogModel
import FlowLogReport
import Logging

/// The one writer of both streams.
struct Console: Sendable {
    private let context: Context
    /// Hidden in messages and logs.
    let secrets = Secrets()
    /// Of stdout; stderr has its own, since one may be a terminal while the other is not.
    let style: Style
    private let errorStyle: Style
    /// Whether progress can be drawn over and over: a user sits at a terminal that is able to.
    let isLive: Bool
    /// Whether questions make sense: a user sits there and has not forbidden them.
    let canAsk: Bool
    private let logLevel: LogLevel

    init(_ context: Context, _ options: ConsoleOptions) {
        self.init(context, color: options.color, noInput: options.noInput, logLevel: options.logLevel)
    }

    init(_ context: Context, color: ConsoleOptions.Color, noInput: Bool = true, logLevel: LogLevel = .warning) {
        self.context = context
        self.logLevel = logLevel
        canAsk = context.isInteractive && !noInput
        isLive = context.isInteractive && context.environment["TERM"] != "dumb"
        let isPlain = !(context.environment["NO_COLOR"] ?? "").isEmpty || context.environment["TERM"] == "dumb"
        func style(_ isTerminal: Bool) -> Style {
            let isColored =
                switch color {
                case .always: true
                case .never: false
                case .auto: isTerminal && !isPlain
                }
            return Style(isColored: isColored, width: isTerminal ? context.terminalSize().columns : nil)
        }
        self.style = style(context.outputIsTerminal)
        errorStyle = style(context.errorIsTerminal)
    }

    /// Results, to stdout.
    func show(_ text: String) { context.writeOutput(text) }

    /// Whether stdout took all that was shown.
    var hasPrintedAll: Bool { context.outputError() == nil }

    /// A line of progress, to stderr.
    func say(_ line: Shown) { context.writeError(secrets.hiding(in: line.string) + "\n") }

    /// A remark, a line to stderr.
    func remark(_ remark: Remark, code: Diagnostic.Code? = nil, _ text: Shown) {
        context.writeError(remark.label(code: code, style: errorStyle).string + secrets.hiding(in: text.string) + "\n")
    }

    /// Text that draws on the terminal, to stderr as it is.
    func draw(_ text: String) { context.writeError(text) }

    /// Writes a file in one step, and reports a failure.
    /// - Returns: exit 1 if it could not be written.
    func write(_ text: String, toFile path: String) -> ExitStatus {
        do throws(CommandError) { try context.write(text, toFile: path) } catch {
            report(error)
            return error.status
        }
        return .done
    }

    /// The columns and rows that can be drawn on.
    var size: (columns: Int, rows: Int) { context.terminalSize() }

    /// Diagnostics of commands that go online, to stderr.
    func report(_ diagnostics: [Diagnostic]) { context.writeError(DiagnosticText.render(diagnostics, style: errorStyle).string) }

    /// What went wrong and what to do about it, to stderr.
    func report(_ error: CommandError) {
        remark(.error, "\(error.message)")
        if let help = error.help { say("  = help: \(help)") }
    }

    /// Asks on stderr; nil if nobody answers.
    func ask(_ question: String) async -> String? {
        context.writeError(question)
        let answer = await context.readAnswer()
        if answer == nil { context.writeError("\n") }
        return answer
    }

    /// What calls are logged with.
    var logger: Logger {
        var logger = Logger(label: Tool.name) { label in
            StreamLogHandler(label: label, stream: ErrorStream(write: context.writeError))
        }
        logger.logLevel = logLevel.level
        return logger
    }

    private struct ErrorStream: TextOutputStream, Sendable {
        let write: @Sendable (String) -> Void

        /// One line of the log, which may quote others.
        mutating func write(_ line: String) {
            write(Shown(line.utf8.last == UInt8(ascii: "\n") ? String(line.dropLast()) : line).string + "\n")
        }
    }
}
