import FlowLogModel

/// A source line made fit to show: escaped, tabs as spaces, and cut to what is around the marked place.
struct SnippetLine {
    private static let longest = 120
    /// How much of a long line is kept before the marked place.
    private static let lead = 40

    let text: String
    /// Cells before the marked place.
    let widthBefore: Int
    /// Cells of the marked place, at least 1.
    let markWidth: Int

    init(_ location: SourceLocation) {
        let scalars = location.lineText.unicodeScalars
        let start = location.column - 1 - location.omitted
        let isLong = scalars.dropFirst(Self.longest).first != nil
        let first = isLong ? max(0, start - Self.lead) : 0
        let window = scalars.dropFirst(first).prefix(isLong ? Self.longest : scalars.count)
        let before = Self.shown(window.prefix(start - first), after: first > 0 ? "…" : "")
        let upToMark = Self.shown(window.dropFirst(start - first).prefix(location.length), after: before)
        let whole = Self.shown(window.dropFirst(start - first + location.length), after: upToMark)
        let isCut = window.endIndex < scalars.endIndex
        text = whole + (isCut ? "…" : "")
        widthBefore = DisplayWidth.of(before)
        markWidth = max(1, DisplayWidth.of(upToMark) - widthBefore)
    }

    private static func shown(_ scalars: Substring.UnicodeScalarView.SubSequence, after text: String) -> String {
        scalars.reduce(into: text) { $0 += $1 == "\t" ? "    " : TerminalEscape.shown($1, after: $0) }
    }
}
