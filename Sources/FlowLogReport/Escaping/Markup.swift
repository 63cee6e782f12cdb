/// XML, or HTML.
package typealias MarkupText = EscapedText<Markup>

/// XML and HTML: untrusted text, between tags or as the value of an attribute, is neither a tag nor an entity.
package enum Markup: TextDestination {
    package static func escaped(_ text: String) -> String {
        let shown = Terminal.escaped(text)
        // Nearly all text has none of them.
        guard shown.utf8.contains(where: marks.contains) else { return shown }
        return shown.replacing { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&apos;"
            default: nil
            }
        }
    }

    private static let marks = Array("&<>\"'".utf8)
}
