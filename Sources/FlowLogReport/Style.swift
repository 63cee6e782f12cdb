/// How text looks on a terminal: its colours, and how wide it may be; a pipe or a file has neither.
package struct Style: Sendable {
    package let isColored: Bool
    private let width: Int?

    /// - Parameter width: columns of the terminal; nil where long lines stay as they are.
    package init(isColored: Bool, width: Int? = nil) {
        self.isColored = isColored
        self.width = width
    }

    package static let plain = Style(isColored: false)

    func bold(_ text: Shown) -> Shown { painted("1", text) }
    func red(_ text: Shown) -> Shown { painted("31", text) }
    func green(_ text: Shown) -> Shown { painted("32", text) }
    func yellow(_ text: Shown) -> Shown { painted("33", text) }

    /// The line as it fits the terminal, the lines after the first indented further.
    func folded(_ line: Shown) -> [Shown] { width.map { line.folded(toWidth: $0) } ?? [line] }

    private func painted(_ code: Words, _ text: Shown) -> Shown { isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text }
}
