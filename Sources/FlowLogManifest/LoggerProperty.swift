import FlowLogModel

/// What a key of a logger's mapping can be.
enum LoggerProperty {
    case field(LoggerField)
    case resource, id, previousKeys, lifecycle

    /// All names, in the order in which a help shows them.
    static let names = LoggerField.allCases.map(\.apiName) + ["resource", "id", "previous_keys", "lifecycle"]

    /// The property with this name; nil if there is none.
    init?(_ name: String) {
        switch name {
        case "resource": self = .resource
        case "id": self = .id
        case "previous_keys": self = .previousKeys
        case "lifecycle": self = .lifecycle
        default:
            guard let field = LoggerField(apiName: name) else { return nil }
            self = .field(field)
        }
    }
}
