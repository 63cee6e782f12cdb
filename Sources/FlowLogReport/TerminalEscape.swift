import FlowLogModel

/// Makes text of others safe to show: what would steer a terminal, hide or reorder text becomes visible as `\u{1b}`.
package enum TerminalEscape {
    /// The text with harmful characters escaped: controls (line breaks and tabs too), bidirectional overrides, line separators, and
    /// characters that cannot be seen. So is the start of `##[`, which GitHub's runner takes for a command wherever a line of a log has it.
    package static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.isHarmful || $0 == "#" }) else { return text }
        return escaped(text) { _ in nil }
    }

    /// The same for a place where other characters have a meaning too.
    /// - Parameter replacement: what stands for a scalar that is not harmful; nil for itself.
    static func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        // Scalar by scalar: a combining mark behind a character with a meaning does not take the meaning away.
        let scalars = text.unicodeScalars
        return scalars.indices.reduce(into: "") { escaped, index in
            let scalar = scalars[index]
            let isCommand = scalar == "#" && scalars[index...].starts(with: "##[".unicodeScalars)
            escaped += scalar.isHarmful || isCommand ? visible(scalar) : replacement(scalar) ?? String(scalar)
        }
    }

    /// The scalar itself, or how it is escaped.
    static func shown(_ scalar: Unicode.Scalar) -> String { scalar.isHarmful ? visible(scalar) : String(scalar) }

    /// How a scalar is made visible.
    static func visible(_ scalar: Unicode.Scalar) -> String { "\\u{\(String(scalar.value, radix: 16))}" }
}
