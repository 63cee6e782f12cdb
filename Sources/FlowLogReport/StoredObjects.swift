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
    package func text(style: Style) -> String {
        switch content {
        case .list(let objects, let columns):
            Table.text(columns.map { $0.uppercased() }, objects.map { object in columns.map { Self.shown(object[$0]) } }, style: style)
        case .one(let object):
            object.keys.sorted().map { "\(TerminalEscape.escaped($0)): \(Self.shown(object[$0]))\n" }.joined()
        }
    }

    /// An array or an object, on one line.
    package var json: String {
        switch content {
        case .list(let objects, _): JSONValue.array(objects.map { .object($0) }).text + "\n"
        case .one(let object): JSONValue.object(object).text + "\n"
        }
    }

    private static func shown(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): TerminalEscape.escaped(text)
        case .null, nil: "-"
        case .some(let value): TerminalEscape.escaped(value.text)
        }
    }
}
