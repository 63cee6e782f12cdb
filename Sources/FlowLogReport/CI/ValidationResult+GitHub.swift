import FlowLogModel

extension ValidationResult {
    /// Diagnostics as annotations of GitHub Actions at their position in the file, and the line that sums up.
    package var github: CommandText {
        let annotations = diagnostics.map { diagnostic in
            let properties = diagnostic.location?.properties ?? []
            // What was read from stdin has no file that an annotation could stand in.
            let position = properties.isEmpty ? diagnostic.position : ""
            return WorkflowCommands.Annotation(
                diagnostic.severity == .error ? .error : .warning, title: "\(diagnostic.code)",
                ["\(position)\(diagnostic.message)"] + (diagnostic.help.map { ["help: \($0)"] } ?? []), properties: properties)
        }
        return WorkflowCommands.text(annotations, summary: [Shown(verdict)])
    }
}

extension SourceLocation {
    /// `endColumn` is that of the first character after the marked text, as linters write it.
    fileprivate var properties: [(name: Words, value: Shown)] {
        guard path != Self.stdin else { return [] }
        return [
            ("file", "\(path)"), ("line", "\(line)"), ("col", "\(column)"), ("endLine", "\(line)"), ("endColumn", "\(column + length)"),
        ]
    }

    /// The path of what was read from stdin (Contract: Manifest, Diagnostics).
    static let stdin = "<stdin>"
}
