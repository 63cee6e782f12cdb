package import FlowLogModel

/// Diagnostics in compiler style, with the line they are about (Contract: Manifest, Diagnostics).
package enum DiagnosticText {
    /// All diagnostics, one after the other, each with its lines and a line feed at the end.
    package static func render(_ diagnostics: [Diagnostic], style: Style = .plain) -> Shown {
        diagnostics.map { render($0, style: style) }.joined()
    }

    /// One diagnostic with a line feed at the end.
    package static func render(_ diagnostic: Diagnostic, style: Style = .plain) -> Shown {
        lines(diagnostic, style).map { "\($0)\n" }.joined()
    }

    /// What is said of a file of a directory that has nothing in it.
    package static func emptyFile(_ path: String) -> Shown { "\(path) is empty" }

    /// The lines of one diagnostic.
    static func lines(_ diagnostic: Diagnostic, _ style: Style = .plain) -> [Shown] {
        let paint = diagnostic.severity == .error ? style.red : style.yellow
        let kind = paint("\(diagnostic.severity)[\(diagnostic.code)]")
        var lines: [Shown] = ["\(diagnostic.position)\(kind): \(diagnostic.message)"]
        if let location = diagnostic.location, !location.lineText.isEmpty { lines += snippet(location, paint) }
        if let help = diagnostic.help { lines.append("   = help: \(help)") }
        return lines
    }

    /// The line, and a second one that marks the text below it.
    private static func snippet(_ location: SourceLocation, _ paint: (Shown) -> Shown) -> [Shown] {
        let number = Shown("\(location.line)")
        let gutter = max(5, number.width)
        let line = SnippetLine(location)
        let carets = "^\(Words.repeating("~", line.markWidth - 1))" as Shown
        return [
            "\(Words.repeating(" ", gutter - number.width))\(number) | \(line.text)",
            "\(Words.repeating(" ", gutter)) | \(Words.repeating(" ", line.widthBefore))\(paint(carets))",
        ]
    }
}

extension Diagnostic {
    /// `PATH:LINE:COLUMN: `, or nothing for what has no position in a file.
    var position: Shown { location.map { "\($0.path):\($0.line):\($0.column): " } ?? "" }
}
