import FlowLogReport

extension Console {
    /// Prints and writes a result in all formats that are asked for.
    /// - Returns: exit 1 if a file could not be written, which is reported; the others are written.
    func emit<Format: ResultFormat>(_ result: Format.Result, to output: OutputOptions<Format>) -> ExitStatus {
        emit(to: output) { $0.render(result, $1) }
    }

    /// The same for formats that are not all about the same result.
    /// - Parameter render: nil for a format that has nothing to say now.
    func emit<Format: OutputFormat>(to output: OutputOptions<Format>, _ render: (Format, Style) -> String?) -> ExitStatus {
        if let text = render(output.format, style) { show(text) }
        return ExitStatus.first(of: output.files.compactMap { file in render(file.format, .plain).map { write($0, toFile: file.path) } })
    }
}
