extension Unicode.Scalar {
    /// Whether a terminal may take it for a command, show what surrounds it in another order or on another line, or not show it at all.
    package var isHarmful: Bool {
        switch value {
        case 0x20...0x7E: false
        case 0..<0x20, 0x7F...0x9F: true
        // Bidirectional marks, embeddings, overrides and isolates; line and paragraph separators.
        case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        // Zero width space and word joiners, the byte order mark, interlinear annotations, tags.
        case 0x200B, 0x2060...0x2065, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        // No characters; YAML does not allow them.
        case 0xFFFE...0xFFFF: true
        default: false
        }
    }

    /// How it is made visible: `\u{1b}`.
    package var visible: String { "\\u{\(String(value, radix: 16))}" }
}

extension String {
    /// The text with harmful characters as `\u{1b}`: it stays on one line, in its order, and shows all that it has.
    package var visible: String {
        guard unicodeScalars.contains(where: \.isHarmful) else { return self }
        return unicodeScalars.reduce(into: "") { $0 += $1.isHarmful ? $1.visible : String($1) }
    }
}
