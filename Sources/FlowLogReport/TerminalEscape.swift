import FlowLogModel

/// Makes text of others safe to show: what would steer a terminal, hide or reorder text becomes visible as `\u{1b}`.
package enum TerminalEscape {
    /// The text with harmful characters escaped: controls (line breaks and tabs too), bidirectional overrides, line separators, and
    /// characters that cannot be seen. So is the bracket of `##[`, which GitHub's runner takes for a command wherever a line of a log has it,
    /// and the colon of `::` where the text begins with it, which is a command if a line does.
    package static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.isHarmful || $0 == "[" || $0 == ":" || $0.changesTheOneBefore }) else { return text }
        return escaped(text) { _ in nil }
    }

    /// The same for a place where other characters have a meaning too.
    /// - Parameter replacement: what stands for a scalar that is not harmful; nil for itself.
    static func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        // Scalar by scalar: a combining mark behind a character with a meaning does not take the meaning away.
        let scalars = text.unicodeScalars
        // The runner takes off white space first. A colon alone may be followed by one of ours.
        let start = scalars.firstIndex { !$0.properties.isWhitespace }
        let beginsCommand = start.map {
            scalars[$0...].starts(with: "::".unicodeScalars) || scalars[$0...].elementsEqual(":".unicodeScalars)
        }
        guard let start, beginsCommand == true else {
            return scalars.reduce(into: "") { $0 += isHarmful($1, after: $0) ? $1.visible : replacement($1) ?? String($1) }
        }
        let colon = Unicode.Scalar(":").visible
        return escaped(String(scalars[..<start]), replacement) + colon
            + escaped(String(scalars[scalars.index(after: start)...]), replacement)
    }

    /// The scalar itself, or how it is escaped.
    /// - Parameter text: what is shown before it.
    static func shown(_ scalar: Unicode.Scalar, after text: String) -> String {
        isHarmful(scalar, after: text) ? scalar.visible : String(scalar)
    }

    private static func isHarmful(_ scalar: Unicode.Scalar, after text: String) -> Bool {
        if scalar == "[" { return text.utf8.suffix(2).elementsEqual("##".utf8) }
        return scalar.isHarmful || (scalar.changesTheOneBefore && !(text.unicodeScalars.last?.canBeChanged ?? false))
    }
}

extension Unicode.Scalar {
    /// Whether it joins or selects, and is not seen where there is nothing that it can change.
    fileprivate var changesTheOneBefore: Bool {
        value == 0x200D || (0xFE00...0xFE0F).contains(value) || (0xE0100...0xE01EF).contains(value)
    }

    /// Of ASCII only what emoji of keys are made of.
    fileprivate var canBeChanged: Bool { !isASCII || "0123456789#*".unicodeScalars.contains(self) }
}
