import FlowLogModel

/// Makes text of others safe to show: what would steer a terminal, hide or reorder text becomes visible as `\u{1b}`.
package enum TerminalEscape {
    /// The text with harmful characters escaped: controls (line breaks and tabs too), bidirectional overrides, line separators, and
    /// characters that cannot be seen. So is the bracket of `##[`, which GitHub's runner takes for a command wherever a line of a log has it.
    package static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.isHarmful || $0 == "[" }) else { return text }
        return escaped(text) { _ in nil }
    }

    /// The same for a place where other characters have a meaning too.
    /// - Parameter replacement: what stands for a scalar that is not harmful; nil for itself.
    static func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        // Scalar by scalar: a combining mark behind a character with a meaning does not take the meaning away.
        text.unicodeScalars.reduce(into: "") { $0 += isHarmful($1, after: $0) ? $1.visible : replacement($1) ?? String($1) }
    }

    /// The scalar itself, or how it is escaped.
    /// - Parameter text: what is shown before it.
    static func shown(_ scalar: Unicode.Scalar, after text: String) -> String {
        isHarmful(scalar, after: text) ? scalar.visible : String(scalar)
    }

    private static func isHarmful(_ scalar: Unicode.Scalar, after text: String) -> Bool {
        scalar.isHarmful || (scalar == "[" && text.utf8.suffix(2).elementsEqual("##".utf8))
    }
}
