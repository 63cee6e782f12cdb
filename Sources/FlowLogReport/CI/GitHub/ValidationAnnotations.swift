import FlowLogModel

extension ValidationResult {
    /// Diagnostics as annotations of GitHub Actions at their place in the file, and the line that sums up.
    package var github: String {
        let annotations = diagnostics.map { diagnostic in
            let place = diagnostic.location.map(\.properties)
            // What was read from stdin has no file that an annotation could stand in.
            let prefix = diagnostic.location.flatMap { place?.isEmpty == true ? "\($0.path):\($0.line):\($0.column): " : nil } ?? ""
            return GitHubCommands.Annotation(
                diagnostic.severity == .error ? .error : .warning, title: diagnostic.code.rawValue,
                ["\(prefix)\(diagnostic.message)"] + (diagnostic.help.map { ["help: \($0)"] } ?? []), properties: place ?? [])
        }
        return GitHubCommands.text(annotations, summary: [verdict])
    }
}

extension SourceLocation {
    /// `endColumn` is that of the first character behind the place, as linters write it.
    fileprivate var properties: [(name: String, value: String)] {
        guard path != Self.stdin else { return [] }
        return [
            ("file", path), ("line", "\(line)"), ("col", "\(column)"), ("endLine", "\(line)"), ("endColumn", "\(column + length)"),
        ]
    }

    /// The path of what was read from stdin (Contract: Manifest, Diagnostics).
    static let stdin = "<stdin>"
}
