package import FlowLogModel

/// Diagnostics in compiler style, with the line they are about (Contract: Manifest, Diagnostics).
package enum DiagnosticText {
    /// All diagnostics, one after the other, each with its lines and a line feed at the end.
    package static func render(_ diagnostics: [Diagnostic], style: Style = .plain) -> String {
        diagnostics.map { render($0, style: style) }.joined()
    }

    /// One diagnostic with a line feed at the end.
    package static func render(_ diagnostic: Diagnostic, style: Style = .plain) -> String {
        lines(diagnostic, style).joined(separator: "\n") + "\n"
    }

    /// A line with a colour for `error:`, `stale:` or `warning:` at its beginning, if it has one.
    package static func painted(_ line: String, _ style: Style) -> String {
        for (word, paint) in [("error:", style.red), ("stale:", style.red), ("warning:", style.yellow)] where line.hasPrefix(word) {
            return paint(word) + line.dropFirst(word.count)
        }
        return line
    }

    /// The note about a file of a directory that has nothing in it, without a line feed.
    package static func emptyFile(_ path: String) -> String { "note: \(TerminalEscape.escaped(path)) is empty" }

    /// The lines of one diagnostic.
    static func lines(_ diagnostic: Diagnostic, _ style: Style = .plain) -> [String] {
        let place = diagnostic.location.map { "\(TerminalEscape.escaped($0.path)):\($0.line):\($0.column): " } ?? ""
        let paint = diagnostic.severity == .error ? style.red : style.yellow
        let kind = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]")
        var lines = ["\(place)\(kind): \(TerminalEscape.escaped(diagnostic.message))"]
        if let location = diagnostic.location, !location.lineText.isEmpty { lines += snippet(location, paint) }
        if let help = diagnostic.help { lines.append("   = help: \(TerminalEscape.escaped(help))") }
        return lines
    }

    /// The line, and a second one that marks the place below it.
    private static func snippet(_ location: SourceLocation, _ paint: (String) -> String) -> [String] {
        let number = String(location.line)
        let gutter = String(repeating: " ", count: max(5, number.count))
        let line = SnippetLine(location)
        let carets = "^" + String(repeating: "~", count: max(0, line.markWidth - 1))
        return [
            "\(gutter.dropFirst(number.count))\(number) | \(line.text)",
            "\(gutter) | \(String(repeating: " ", count: line.widthBefore))\(paint(carets))",
        ]
    }
}
