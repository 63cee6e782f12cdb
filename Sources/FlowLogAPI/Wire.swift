import FlowLogApply
import FlowLogModel
import FoundationEssentials

/// Bodies to and from the API.
enum WireFormat {
    /// The body of a POST: the fields that are present.
    static func createBody(_ fields: LoggerFields) -> Data {
        let present = LoggerField.allCases.filter { fields[$0] != nil }
        return body(Dictionary(uniqueKeysWithValues: present.map { ($0, JSONValue(fields[$0])) }))
    }

    /// The body of a PUT: name, description and admin_state_up, nothing else.
    static func editBody(_ edit: LoggerEdit) -> Data {
        body([.name: .string(edit.name), .description: .string(edit.description), .adminStateUp: .boolean(edit.adminStateUp)])
    }

    private static func body(_ members: [LoggerField: JSONValue]) -> Data {
        let named = Dictionary(uniqueKeysWithValues: members.map { ($0.key.apiName, $0.value) })
        return Data(JSONValue.object([Resource.loggers.singular: .object(named)]).text.utf8)
    }
}

/// One logger in an answer. Only its id must be as the guide says: what else is odd is noted, so that a logger which is no concern of
/// ours stops nothing.
struct WireLogger: Decodable, Identified {
    let logger: LiveLogger
    var identity: String? { logger.id }

    init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        let id = try object.string("id")
        guard !id.isEmpty else { throw object.malformed("'id' is empty") }

        var odd: [OddField] = []
        func read<Value>(_ key: WireKey, _ expected: String = "a string", _ value: () throws -> Value?) -> Value? {
            do { return try value() } catch {
                odd.append(OddField(name: key.stringValue, expected: expected, value: object.raw(key)))
                return nil
            }
        }
        var fields = LoggerFields()
        var description = MarkedDescription("")
        for column in Self.columns {
            let key = column.key
            switch column.kind {
            case .description: description = MarkedDescription(read(key) { try object.optionalString(key) } ?? "")
            case .optionalString: fields[column.field] = read(key) { try object.optionalString(key) }.map { .string($0) }
            case .string: fields[column.field] = read(key) { try object.string(key) }.map { .string($0) }
            case .boolean: fields[column.field] = read(key, "a boolean") { try object.boolean(key) }.map { .boolean($0) }
            case .integer: fields[column.field] = read(key, "an integer") { try object.integer(key) }.map { .integer($0) }
            }
        }
        if !odd.contains(where: { $0.name == LoggerField.description.apiName }) { fields[.description] = .string(description.text) }
        let project =
            read("project_id") { try object.optionalString("project_id") }
            ?? read("tenant_id") { try object.optionalString("tenant_id") }
        // Either name says it.
        if project != nil { odd.removeAll { $0.name == "project_id" } }
        let status = read("status") { try object.string("status") } ?? ""
        logger = LiveLogger(
            id: id, fields: fields, ownership: description.ownership, surroundings: description.surroundings,
            status: LoggerStatus(rawValue: status), errorType: (try? object.optionalString("error_type")) ?? "",
            projectID: project.flatMap { $0.isEmpty ? nil : ProjectID($0) }, createdAt: (try? object.optionalString("created_at")) ?? "",
            oddFields: odd)
    }

    /// The field table as the decoder needs it, worked out once.
    private static let columns = LoggerField.allCases.map { field in
        let kind: Column.Kind =
            switch (field, field.rule.type) {
            case (.description, _): .description
            // Without a documented default and not required, the answer may lack it too: it is newer than the guide (Service facts: Flow
            // log loggers).
            case (.customizedField, _), (.customizedFileName, _): .optionalString
            case (_, .boolean): .boolean
            case (_, .integer): .integer
            default: .string
            }
        return Column(field: field, key: WireKey(field.apiName), kind: kind)
    }

    private struct Column {
        enum Kind { case description, optionalString, string, boolean, integer }

        let field: LoggerField
        let key: WireKey
        let kind: Kind
    }
}

/// One logger in the answer to a call about it alone, which must be what the guide says: it is compared before it is written to.
struct WireSoundLogger: Decodable {
    let logger: LiveLogger

    init(from decoder: any Decoder) throws {
        logger = try WireLogger(from: decoder).logger
        if let odd = logger.oddFields.first { throw try WireObject(decoder).malformed(odd.text) }
    }
}

/// An object handed on as the API stores it.
struct WireStoredObject: Decodable, Identified {
    let members: [String: JSONValue]
    var identity: String? { members["id"]?.string }

    init(from decoder: any Decoder) throws {
        _ = try WireObject(decoder)
        members = try decoder.singleValueContainer().decode([String: JSONValue].self)
    }
}
