/// Rows below each other, padded by what a terminal shows (wide characters take two cells).
enum Table {
    /// The lines; those with fewer cells are shorter, and no line is padded at its end.
    static func lines(_ rows: [[Shown]]) -> [Shown] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0 }
        return rows.map { row in
            let last = row.lastIndex { !$0.isEmpty } ?? 0
            return row[...last].enumerated().map { column, cell in
                column == last ? cell : "\(cell)\(Words.repeating(" ", widths[column] - cell.width))"
            }.joined(separator: "  ")
        }
    }
}
