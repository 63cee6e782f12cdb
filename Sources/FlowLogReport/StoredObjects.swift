package import FlowLogModel

/// What the API's read calls return, as it stores it.
package struct StoredObjects: Sendable {
    private let content: Content

    private enum Content {
        case list([[String: JSONValue]], columns: [String])
        case one([String: JSONValue])
    }

    /// A list of loggers.
    package static func loggers(_ objects: [[String: JSONValue]]) -> StoredObjects {
        StoredObjects(
            content: .list(objects, columns: ["id", "status", "resource_type", "resource_id", "filter", "name", "description"]))
    }

    /// A list of logging ports.
    package static func ports(_ objects: [[String: JSONValue]]) -> StoredObjects {
        StoredObjects(content: .list(objects, columns: ["id", "logger_id", "port_id", "network_id"]))
    }

    /// One object of any kind.
    package static func one(_ object: [String: JSONValue]) -> StoredObjects { StoredObjects(content: .one(object)) }

    /// A table of a list, or a line for each field of one object.
    package func text(style: Style) -> Shown {
        switch content {
        case .list(let objects, let columns):
            table(objects, columns, style).map { "\($0)\n" }.joined()
        case .one(let object):
            object.keys.sorted().map { "\($0): \(Self.shown(object[$0]))\n" }.joined()
        }
    }

    /// An array or an object, on one line.
    package var json: String {
        switch content {
        case .list(let objects, _): JSONValue.array(objects.map { .object($0) }).text + "\n"
        case .one(let object): JSONValue.object(object).text + "\n"
        }
    }

    private func table(_ objects: [[String: JSONValue]], _ columns: [String], _ style: Style) -> [Shown] {
        let lines = Table.lines([columns.map { Shown($0.uppercased()) }] + objects.map { object in columns.map { Self.shown(object[$0]) } })
        return lines.prefix(1).map(style.bold) + lines.dropFirst()
    }

    private static func shown(_ value: JSONValue?) -> Shown {
        switch value {
        case .string(let text): Shown(text)
        case .null, nil: "-"
        case .some(let value): Shown(value.text)
        }
    }
}
