import FlowLogModel

/// Makes text of others safe to show: what would steer a terminal, hide or reorder text becomes visible as `\u{1b}`.
package enum TerminalEscape {
    /// The text with harmful characters escaped: controls (line breaks and tabs too), bidirectional overrides, line separators, and
    /// characters that cannot be seen.
    package static func escaped(_ text: String) -> String { text.visible }

    /// The same for a place where other characters have a meaning too.
    /// - Parameter replacement: what stands for a scalar that is not harmful; nil for itself.
    static func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        // Scalar by scalar: a combining mark behind a character with a meaning does not take the meaning away.
        text.unicodeScalars.reduce(into: "") { $0 += ($1.isHarmful ? nil : replacement($1)) ?? shown($1) }
    }

    /// The scalar itself, or how it is escaped.
    static func shown(_ scalar: Unicode.Scalar) -> String { scalar.isHarmful ? scalar.visible : String(scalar) }
}
