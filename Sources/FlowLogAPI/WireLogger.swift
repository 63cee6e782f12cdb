import FlowLogApply
import FlowLogModel
import FoundationEssentials

/// One logger in an answer. Only its id must be as the guide says: what else is odd is recorded, so that a logger which is none
/// of our business stops nothing.
struct WireLogger: Decodable, Identified {
    let logger: LiveLogger
    var id: String? { logger.id }

    init(from decoder: any Decoder) throws {
        let object = try WireObject(decoder)
        let id = try object.id()

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
        // A logger without a description has an empty one; that is not an odd field.
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
            updatedAt: (try? object.optionalString("updated_at")) ?? "", oddFields: odd)
    }

    /// The field table as the decoder needs it, worked out once.
    private static let columns = LoggerField.allCases.map { field in
        (field: field, key: WireKey(field.apiName), kind: field.rule.type.kind, mayBeMissing: field.rule.mayBeUnanswered)
    }
}
