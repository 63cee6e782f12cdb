package import FlowLogModel

/// What `validate` found.
package struct ValidationResult: Sendable {
    let isValid: Bool
    let diagnostics: [Diagnostic]
    private let stacks: Int
    private let loggers: Int
    private let skippedDocuments: Int
    /// Paths.
    private let emptyFiles: [String]

    package init(
        isValid: Bool, diagnostics: [Diagnostic], stacks: Int, loggers: Int, skippedDocuments: Int, emptyFiles: [String] = []
    ) {
        self.isValid = isValid
        self.diagnostics = diagnostics
        self.stacks = stacks
        self.loggers = loggers
        self.skippedDocuments = skippedDocuments
        self.emptyFiles = emptyFiles
    }

    func count(_ severity: Diagnostic.Severity) -> Int { diagnostics.count { $0.severity == severity } }

    /// Diagnostics as a compiler shows them, and a last line that sums up.
    package func text(style: Style = .plain) -> Shown {
        let empty = emptyFiles.map { "note: \(DiagnosticText.emptyFile($0))\n" as Shown }.joined()
        let paint = isValid ? style.green : style.red
        return "\(DiagnosticText.render(diagnostics, style: style))\(empty)\(paint(Shown(verdict)))\n"
    }

    /// What was found, in numbers.
    var verdict: Words {
        let found: Words = "\(Words.counted(count(.error), "error")), \(Words.counted(count(.warning), "warning"))"
        let skipped: Words = skippedDocuments == 0 ? "" : "; \(Words.counted(skippedDocuments, "document")) skipped"
        if isValid { return "Valid: \(Words.counted(stacks, "stack")), \(Words.counted(loggers, "logger")), \(found)\(skipped)." }
        let strict: Words = count(.error) == 0 ? " (--strict)" : ""
        return "Invalid: \(found)\(strict)\(skipped)."
    }

    /// One object on one line.
    package var json: String {
        JSONValue.object([
            "valid": .boolean(isValid), "stacks": .integer(stacks), "loggers": .integer(loggers),
            "skipped_documents": .integer(skippedDocuments), "errors": .integer(count(.error)), "warnings": .integer(count(.warning)),
            "diagnostics": .array(diagnostics.map(\.document)), "empty_files": .array(emptyFiles.map { .string($0) }),
        ]).text + "\n"
    }
}

extension Diagnostic {
    fileprivate var document: JSONValue {
        .object([
            "severity": .string(severity.rawValue), "code": .string(code.rawValue), "message": .string(message), "help": JSONValue(help),
            "path": JSONValue(location?.path), "line": location.map { .integer($0.line) } ?? .null,
            "column": location.map { .integer($0.column) } ?? .null, "length": location.map { .integer($0.length) } ?? .null,
        ])
    }
}
