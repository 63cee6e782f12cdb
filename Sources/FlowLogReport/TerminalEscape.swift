/// Makes text of others safe to show: what would steer a terminal, hide or reorder text becomes visible as `\u{1b}`.
package enum TerminalEscape {
    /// The text with harmful characters escaped: controls (line breaks and tabs too), bidirectional overrides, line separators, and
    /// characters that cannot be seen.
    package static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars { escaped += shown(scalar) }
        return escaped
    }

    /// The scalar itself, or how it is escaped.
    static func shown(_ scalar: Unicode.Scalar) -> String {
        isHarmful(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: false
        case 0..<0x20, 0x7F...0x9F: true
        // Bidirectional marks, embeddings, overrides and isolates; line and paragraph separators.
        case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        // Zero width space and word joiners, the byte order mark, interlinear annotations, tags.
        case 0x200B, 0x2060...0x2065, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }
}
