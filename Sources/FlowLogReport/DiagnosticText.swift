package import FlowLogModel

/// Diagnostics in compiler style, with the line they are about (CONTRACT section 1, Diagnostics).
package enum DiagnosticText {
    /// All diagnostics, one after the other, each with its lines and a line feed at the end.
    package static func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(render).joined()
    }

    /// One diagnostic with a line feed at the end.
    package static func render(_ diagnostic: Diagnostic) -> String { lines(diagnostic).joined(separator: "\n") + "\n" }

    /// The lines of one diagnostic.
    static func lines(_ diagnostic: Diagnostic) -> [String] {
        let place = diagnostic.location.map { "\(TerminalEscape.escaped($0.path)):\($0.line):\($0.column): " } ?? ""
        var lines = [
            "\(place)\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]: \(TerminalEscape.escaped(diagnostic.message))"
        ]
        if let location = diagnostic.location, !location.lineText.isEmpty { lines += snippet(location) }
        if let help = diagnostic.help { lines.append("   = help: \(TerminalEscape.escaped(help))") }
        return lines
    }

    /// The line, and a second one that marks the place below it.
    private static func snippet(_ location: SourceLocation) -> [String] {
        let number = String(location.line)
        let gutter = String(repeating: " ", count: max(5, number.count))
        let line = SnippetLine(location)
        let carets = "^" + String(repeating: "~", count: max(0, line.markWidth - 1))
        return [
            "\(gutter.dropFirst(number.count))\(number) | \(line.text)",
            "\(gutter) | \(String(repeating: " ", count: line.widthBefore))\(carets)",
        ]
    }
}
