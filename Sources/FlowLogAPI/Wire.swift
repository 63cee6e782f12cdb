import FlowLogApply
import FlowLogModel
import FoundationEssentials

/// Bodies to and from the API.
enum WireFormat {
    /// The body of a POST or PUT: the fields that are present.
    static func body(_ fields: LoggerFields) -> Data {
        let present = LoggerField.allCases.filter { fields[$0] != nil }
        let members = Dictionary(uniqueKeysWithValues: present.map { ($0.apiName, JSONValue(fields[$0])) })
        return Data(JSONValue.object([Resource.loggers.singular: .object(members)]).text.utf8)
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
        for column in Self.columns {
            let key = column.key
            if column.mayBeMissing, !object.has(key) { continue }
            fields[column.field] =
                switch column.kind {
                case .boolean: read(key, "a boolean") { try object.boolean(key) }.map { .boolean($0) }
                case .integer: read(key, "an integer") { try object.integer(key) }.map { .integer($0) }
                case .string: read(key) { try object.string(key) }.map { .string($0) }
                }
        }
        // Without one, its users' text is empty, and known to be.
        let description = MarkedDescription(fields[.description]?.text ?? "")
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
        (field: field, key: WireKey(field.apiName), kind: field.rule.type.kind, mayBeMissing: field.rule.mayBeUnanswered)
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
