import FlowLogModel

/// Makes text of others safe to show: what would steer a terminal, hide or reorder text becomes visible as `\u{1b}`.
package enum TerminalEscape {
    /// The text with harmful characters escaped: controls (line breaks and tabs too), bidirectional overrides, line separators, and
    /// characters that cannot be seen.
    package static func escaped(_ text: String) -> String { text.visible }
}
