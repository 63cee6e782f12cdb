/// Rows below each other, padded by what a terminal shows (wide characters take two cells).
enum Table {
    /// - Parameters:
    ///   - titles: one a column.
    ///   - rows: escaped cells; each row has as many as there are titles.
    static func text(_ titles: [String], _ rows: [[String]], style: Style) -> String {
        let widths = titles.indices.map { column in ([titles] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - DisplayWidth.of($1)) }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        return ([style.bold(line(titles))] + rows.map(line)).joined(separator: "\n") + "\n"
    }
}
