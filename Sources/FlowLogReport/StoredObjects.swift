package import FlowLogModel

/// What the API's read calls return, as it stores it.
package struct StoredObjects: Sendable {
    private let content: Content

    private enum Content {
        case list([[String: JSONValue]], columns: [StoredColumn])
        case one([String: JSONValue])
    }

    /// A list of loggers.
    /// - Parameter isWide: whether the table has whole ids and every column, however long its lines are.
    package static func loggers(_ objects: [[String: JSONValue]], isWide: Bool) -> StoredObjects {
        StoredObjects(content: .list(objects, columns: isWide ? StoredColumn.allOfLoggers : StoredColumn.ofLoggers))
    }

    /// A list of logging ports.
    /// - Parameter isWide: whether the table has whole ids, however long its lines are.
    package static func ports(_ objects: [[String: JSONValue]], isWide: Bool) -> StoredObjects {
        StoredObjects(content: .list(objects, columns: isWide ? StoredColumn.allOfPorts : StoredColumn.ofPorts))
    }

    /// One object of any kind.
    package static func one(_ object: [String: JSONValue]) -> StoredObjects { StoredObjects(content: .one(object)) }

    /// A table of a list, or a line for each field of one object.
    package func text(style: Style) -> Shown {
        switch content {
        case .list(let objects, let columns):
            table(objects, columns, style).map { "\($0)\n" }.joined()
        case .one(let object):
            object.keys.sorted().map { "\($0): \(StoredColumn.shown(object[$0]))\n" }.joined()
        }
    }

    /// An array or an object, on one line.
    package var json: String {
        switch content {
        case .list(let objects, _): JSONValue.array(objects.map { .object($0) }).text + "\n"
        case .one(let object): JSONValue.object(object).text + "\n"
        }
    }

    private func table(_ objects: [[String: JSONValue]], _ columns: [StoredColumn], _ style: Style) -> [Shown] {
        let cells = [columns.map(\.title)] + objects.map { object in columns.map { $0.cell(object) } }
        let longest = Self.longest(columns, cells)
        let lines = Table.lines(cells.map { row in zip(columns, row).map { $0.isCut ? $1.cut(toWidth: longest) : $1 } })
        return lines.prefix(1).map(style.bold) + lines.dropFirst()
    }

    /// The most cells that columns which may be cut can have, for lines of at most 80.
    private static func longest(_ columns: [StoredColumn], _ rows: [[Shown]]) -> Int {
        let widths = columns.indices.map { column in (columns[column].isCut, rows.map { $0[column].width }.max() ?? 0) }
        let room = 80 - 2 * (columns.count - 1) - widths.reduce(0) { $0 + ($1.0 ? 0 : $1.1) }
        return (1...80).last { limit in widths.reduce(0) { $0 + ($1.0 ? min($1.1, limit) : 0) } <= room } ?? 1
    }
}
