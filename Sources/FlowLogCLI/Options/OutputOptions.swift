import ArgumentParser
import FlowLogReport

/// What a command prints, and what it writes to files beside that.
struct OutputOptions<Format: OutputFormat>: ParsableArguments {
    @Option(help: "What to print.")
    var format = Format.text

    @Option(
        help: ArgumentHelp("Also write a format to a file, in one step (repeatable).", valueName: "format=file"),
        completion: .list(Format.allCases.map { "\($0.rawValue)=" }))
    var write: [FormatFile] = []

    /// The files to write.
    var files: [(format: Format, path: String)] {
        write.compactMap { file in Format(rawValue: file.format).map { ($0, file.path) } }
    }

    func validate() throws {
        let formats = Format.allCases.map(\.rawValue).joined(separator: ", ")
        for file in write where file.path.isEmpty || Format(rawValue: file.format) == nil {
            throw ValidationError("--write takes FORMAT=FILE, where FORMAT is one of \(formats): '\(file.text)' is not that")
        }
    }

    /// For commands that read no files but those of the configuration.
    /// - Throws: exit 64 for a file that must not be written.
    func check(in context: Context) throws(CommandError) {
        var use = FileUse(inputs: [], in: context)
        try use.write(files.map(\.path))
    }

    /// Prints and writes all that is asked for.
    /// - Parameter isDue: which formats.
    /// - Returns: exit 1 if a file could not be written, which is told; the others are.
    func emit(on console: Console, _ isDue: (Format) -> Bool = { _ in true }, _ render: (Format, Style) -> String) -> ExitStatus {
        if isDue(format) { console.show(render(format, console.style)) }
        return ExitStatus.first(of: files.filter { isDue($0.format) }.map { console.write(render($0.format, .plain), toFile: $0.path) })
    }
}
