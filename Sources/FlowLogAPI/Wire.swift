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

/// The fields of one logger in an answer, checked against the guide.
struct WireLogger: Decodable, Identified {
    let logger: LiveLogger
    var identity: String? { logger.id }

    init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        let id = try object.string("id")
        guard !id.isEmpty else { throw object.malformed("'id' is empty") }

        var fields = LoggerFields()
        var description = MarkedDescription("")
        for column in Self.columns {
            switch column.kind {
            case .description: description = MarkedDescription(try object.optionalString(column.key) ?? "")
            case .optionalString: fields[column.field] = try object.optionalString(column.key).map { .string($0) }
            case .string: fields[column.field] = .string(try object.string(column.key))
            case .boolean: fields[column.field] = .boolean(try object.boolean(column.key))
            case .integer: fields[column.field] = .integer(try object.integer(column.key))
            }
        }
        fields[.description] = .string(description.text)
        let project = try object.optionalString("project_id") ?? object.optionalString("tenant_id")
        logger = LiveLogger(
            id: id, fields: fields, ownership: description.ownership, status: LoggerStatus(rawValue: try object.string("status")),
            errorType: try object.optionalString("error_type") ?? "", projectID: project.flatMap { $0.isEmpty ? nil : $0 },
            createdAt: (try? object.optionalString("created_at")) ?? "")
    }

    /// The field table as the decoder needs it, worked out once.
    private static let columns = LoggerField.allCases.map { field in
        let kind: Column.Kind =
            switch (field, field.rule.type) {
            case (.description, _): .description
            // Without a documented default and not required, the answer may lack it too (FACTS section 1: newer than the guide).
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

/// An object handed on as the API stores it.
struct WireStoredObject: Decodable, Identified {
    let members: [String: JSONValue]
    var identity: String? { members["id"]?.string }

    init(from decoder: any Decoder) throws {
        _ = try WireObject(decoder)
        members = try decoder.singleValueContainer().decode([String: JSONValue].self)
    }
}
