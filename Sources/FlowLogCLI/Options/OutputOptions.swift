import ArgumentParser
import FlowLogReport

/// The formats that a command can print.
protocol OutputFormat: RawRepresentable<String>, CaseIterable, ExpressibleByArgument, Sendable {
    static var text: Self { get }
}

/// What a command prints, and what it writes to files beside that.
struct OutputOptions<Format: OutputFormat>: ParsableArguments {
    @Option(help: "What to print.")
    var format = Format.text

    @Option(
        help: ArgumentHelp("Also write a format to a file, in one step (repeatable).", valueName: "format=file"),
        completion: .list(Format.allCases.map { "\($0.rawValue)=" }))
    var write: [FormatFile<Format>] = []

    /// Prints and writes all that is asked for.
    /// - Throws: the first failure of writing a file, when the others are written.
    func emit(on console: Console, _ render: (Format, Style) throws -> String) throws {
        console.show(try render(format, console.style))
        try writeFiles { try render($0, .plain) }
    }

    /// Writes the files alone.
    func writeFiles(_ render: (Format) throws -> String) throws {
        let failures = try write.compactMap { file -> CommandError? in
            let text = try render(file.format)
            do throws(CommandError) { try writeAtomically(text, to: file.path) } catch { return error }
            return nil
        }
        if let failure = failures.first { throw failure }
    }
}

/// `FORMAT=FILE`.
struct FormatFile<Format: OutputFormat>: ExpressibleByArgument {
    let format: Format
    let path: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), let format = Format(rawValue: String(argument[..<equals])) else { return nil }
        self.format = format
        path = String(argument[equals...].dropFirst())
        if path.isEmpty { return nil }
    }
}

/// The formats of commands that only read.
enum ReadFormat: String, OutputFormat {
    case text, json
}
