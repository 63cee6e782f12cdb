/// Colours of terminal text, or none.
package struct Style: Sendable {
    package let isColored: Bool

    package init(isColored: Bool) { self.isColored = isColored }

    package static let plain = Style(isColored: false)

    func bold(_ text: String) -> String { painted("1", text) }
    func red(_ text: String) -> String { painted("31", text) }
    func green(_ text: String) -> String { painted("32", text) }
    func yellow(_ text: String) -> String { painted("33", text) }

    private func painted(_ code: String, _ text: String) -> String { isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text }
}
