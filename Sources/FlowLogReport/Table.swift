/// Rows below each other, padded by what a terminal shows (wide characters take two cells).
enum Table {
    /// - Parameters:
    ///   - titles: one a column.
    ///   - rows: escaped cells; each row has as many as there are titles.
    static func text(_ titles: [String], _ rows: [[String]], style: Style) -> String {
        let widths = titles.indices.map { column in ([titles] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let last = cells.count - 1
            return cells.enumerated().map { index, cell in
                index == last ? cell : cell + String(repeating: " ", count: widths[index] - DisplayWidth.of(cell))
            }.joined(separator: "  ")
        }
        return ([style.bold(line(titles))] + rows.map(line)).joined(separator: "\n") + "\n"
    }
}
