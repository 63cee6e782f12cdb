import ArgumentParser

/// What a command prints, and what it also writes to files.
struct OutputOptions<Format: OutputFormat>: ParsableArguments {
    @Option(help: "The format to print.")
    var format = Format.text

    @Option(
        help: ArgumentHelp("Also write a format to a file, in one step (repeatable).", valueName: "format=file"),
        completion: .list(Format.allCases.map { "\($0.rawValue)=" }))
    var write: [FormatFile] = []

    var files: [(format: Format, path: String)] {
        write.compactMap { file in Format(rawValue: file.format).map { ($0, file.path) } }
    }

    func validate() throws {
        let formats = Format.allCases.map(\.rawValue).joined(separator: ", ")
        for file in write where file.path.isEmpty || Format(rawValue: file.format) == nil {
            throw ValidationError("--write takes FORMAT=FILE, where FORMAT is one of \(formats), not '\(file.text)'")
        }
    }
}
