extension Unicode.Scalar {
    /// Whether a terminal may take it for a command, show what surrounds it in another order or on another line, not show it at all, or
    /// show it as if it were a space.
    package var isHarmful: Bool {
        switch value {
        case 0x20...0x7E: false
        case 0..<0x20, 0x7F...0x9F: true
        // What joins emoji, and what selects a form of the character before, is a part of it.
        case 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF: false
        // Interlinear annotations; no characters, which YAML does not allow; a Braille cell without dots; an ideographic space is seen.
        case 0xFFF9...0xFFFB, 0xFFFE...0xFFFF, 0x2800: true
        case 0x3000: false
        // Bidirectional marks, fillers, zero width characters, tags; line separators, no-break spaces and the like.
        default: properties.isDefaultIgnorableCodePoint || properties.isWhitespace
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

    /// The text with everything beyond ASCII as numbers: next to one that looks the same, only they show the difference.
    package var inASCII: String { unicodeScalars.reduce(into: "") { $0 += $1.isASCII ? String($1) : $1.visible } }
}
