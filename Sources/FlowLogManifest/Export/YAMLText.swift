import FlowLogModel

/// How text is written in YAML, so that our reader and those of others take it for the same text.
enum YAMLText {
    /// The text as a scalar on one line, in quotes only where YAML needs them.
    static func scalar(_ text: String) -> String { isPlain(text) ? text : quotedScalar(text) }

    /// The texts as a list on one line.
    static func list(_ items: some Sequence<String>) -> String {
        "[" + items.map { isWord($0) && isPlain($0) ? $0 : quotedScalar($0) }.joined(separator: ", ") + "]"
    }

    /// The text with `${` as `$${`, so that nothing in it is replaced (Contract: Manifest, Interpolation).
    static func literal(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var literal = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "{", previous == "$" { literal.append("$") }
            literal.append(scalar)
            previous = scalar
        }
        return String(literal)
    }

    private static func quotedScalar(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where needsEscape(scalar): quoted += escape(scalar)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let (letter, length) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x1_0000 ? ("u", 4) : ("U", 8)
        return "\\\(letter)" + String(repeating: "0", count: length - digits.count) + digits
    }

    /// Whether people could not see what it is: harmful characters, and white space other than a space.
    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isHarmful || scalar.value >= 0x80 && scalar.properties.isWhitespace
    }

    // MARK: plain scalars

    private static func isPlain(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, canBegin(first), last != " ", last != ":" else { return false }
        var previous: Unicode.Scalar?
        for scalar in scalars {
            if needsEscape(scalar) || scalar == " " && previous == ":" || scalar == "#" && previous == " " { return false }
            previous = scalar
        }
        return !isWordOfYAML(text) && (!isDigit(first) || Identifier.isUUID(text) || !looksLikeNumber(text))
    }

    /// Characters that mean nothing to YAML at the beginning of a value.
    private static func canBegin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x80 || isLetter(scalar) || isDigit(scalar) || "_/($".unicodeScalars.contains(scalar)
    }

    /// What some version of YAML takes for null or a boolean.
    private static func isWordOfYAML(_ text: String) -> Bool {
        text.utf8.count <= 5 && ["null", "true", "false", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    }

    /// Whether some version of YAML may take it for a number, a time or a date.
    private static func looksLikeNumber(_ text: String) -> Bool {
        text.utf8.allSatisfy { "0123456789abcdefABCDEFxXoO_.:+- tTzZ".utf8.contains($0) }
    }

    /// Whether it has no character with a meaning within brackets.
    private static func isWord(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { isLetter($0) || isDigit($0) || "_.-".unicodeScalars.contains($0) }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
