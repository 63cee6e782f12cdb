import FlowLogModel

/// Text for a terminal or a log.
package typealias Shown = EscapedText<Terminal>

/// Terminals and logs: what would steer a terminal, hide or reorder text becomes visible as `\u{1b}`.
package enum Terminal: TextDestination {
    /// The text with harmful characters escaped: controls (line breaks and tabs too), bidirectional overrides, line separators, and
    /// characters that cannot be seen. So is the bracket of `##[`, which GitHub's runner takes for a command wherever a line of a log has it,
    /// and the colon of `::` where the text begins with it, which is a command if a line does.
    package static func escaped(_ text: String) -> String {
        if isPlain(text) { return text }
        let scalars = text.unicodeScalars
        let command = commandColons(of: scalars)
        guard !command.isEmpty || scalars.contains(where: { $0.isHarmful || $0 == "[" || $0.changesTheOneBefore }) else { return text }
        return scalars.indices.reduce(into: "") { shown, index in
            shown += command.contains(index) ? scalars[index].visible : escaped(scalars[index], after: shown)
        }
    }

    /// Whether it is seen at once that nothing is to be escaped, as of nearly all text: printable ASCII that begins no command.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: ":"), first != UInt8(ascii: " ") else { return text.isEmpty }
        return text.utf8.allSatisfy { (UInt8(ascii: " ")...UInt8(ascii: "~")).contains($0) && $0 != UInt8(ascii: "[") }
    }

    /// The scalar itself, or how it is escaped.
    /// - Parameter text: what is shown before it.
    static func escaped(_ scalar: Unicode.Scalar, after text: String) -> String {
        isHarmful(scalar, after: text) ? scalar.visible : String(scalar)
    }

    private static func isHarmful(_ scalar: Unicode.Scalar, after text: String) -> Bool {
        if scalar == "[" { return text.utf8.suffix(2).elementsEqual("##".utf8) }
        return scalar.isHarmful || (scalar.changesTheOneBefore && !(text.unicodeScalars.last?.canBeChanged ?? false))
    }

    /// The colons at the beginning that would make a line a command; the runner takes off white space first.
    private static func commandColons(of scalars: String.UnicodeScalarView) -> Range<String.Index> {
        let start = scalars.firstIndex { !$0.properties.isWhitespace } ?? scalars.endIndex
        let colons = scalars[start...].prefix { $0 == ":" }
        // One colon before other text is none; but at the end of the text, a colon of ours may follow.
        let isFollowed = colons.endIndex < scalars.endIndex
        return start..<(isFollowed ? colons.indices.last ?? start : colons.endIndex)
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

extension String {
    /// The text with some scalars replaced. Scalar by scalar: a combining mark after a character with a meaning does not take the meaning away.
    /// - Parameter replacement: nil for the scalar itself.
    func replacing(_ replacement: (Unicode.Scalar) -> String?) -> String {
        unicodeScalars.reduce(into: "") { $0 += replacement($1) ?? String($1) }
    }

    /// The text with some scalars visible, `\u{7c}`.
    func showing(_ marks: Unicode.Scalar...) -> String { replacing { marks.contains($0) ? $0.visible : nil } }
}
