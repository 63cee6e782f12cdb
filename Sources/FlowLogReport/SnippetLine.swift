import FlowLogModel

/// A source line made fit to show: escaped, tabs as spaces, and cut to what is around the marked text.
struct SnippetLine {
    private static let longest = 120
    /// How much of a long line is kept before the marked text.
    private static let lead = 40

    let text: Shown
    /// Cells before the marked text.
    let widthBefore: Int
    /// Cells of the marked text, at least 1.
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
        text = window.endIndex < scalars.endIndex ? "\(whole)…" : whole
        widthBefore = before.width
        markWidth = max(1, upToMark.width - widthBefore)
    }

    private static func shown(_ scalars: Substring.UnicodeScalarView.SubSequence, after text: Shown) -> Shown {
        text.followed(by: scalars.flatMap { $0 == "\t" ? Array("    ".unicodeScalars) : [$0] })
    }
}
