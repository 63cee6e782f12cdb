/// Colours of terminal text, or none.
package struct Style: Sendable {
    package let isColored: Bool

    package init(isColored: Bool) { self.isColored = isColored }

    package static let plain = Style(isColored: false)

    func bold(_ text: Shown) -> Shown { painted("1", text) }
    func red(_ text: Shown) -> Shown { painted("31", text) }
    func green(_ text: Shown) -> Shown { painted("32", text) }
    func yellow(_ text: Shown) -> Shown { painted("33", text) }

    private func painted(_ code: Words, _ text: Shown) -> Shown { isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text }
}
