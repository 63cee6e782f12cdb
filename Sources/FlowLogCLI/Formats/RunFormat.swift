import FlowLogReport

/// The formats of a command of which one is about the run itself, even one that failed before it knew anything. That one is written last,
/// since it also says how everything else ended.
protocol RunFormat: OutputFormat {
    associatedtype Result

    /// Whether it is about the run.
    var isOfRun: Bool { get }

    /// Nil for the format that is about the run.
    func render(_ result: Result, _ style: Style) -> String?
}

extension Console {
    /// Prints and writes what was found in all formats that are asked for, but for what is about the run.
    /// - Returns: exit 1 if a file could not be written, or not all was printed.
    func emit<Format: RunFormat>(_ result: Format.Result, to output: OutputOptions<Format>) -> ExitStatus {
        let written = emit(to: output) { $0.render(result, $1) }
        return hasPrintedAll ? written : .failed
    }
}
