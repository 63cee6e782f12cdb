/// What answers do to the objects in them, after the request took effect.
struct AnswerForms: Sendable {
    var ids: [WrittenIDs] = []
    /// The fields that odd objects lack in answers.
    var lacking: [String] = []
    /// The fields that are null in the answers of odd objects.
    var null: [String] = []
    /// Whether lists have no links between pages.
    var hasNoLinks = false

    /// The members of answers that hold one object or many.
    private static let envelopes =
        ["flowlog_logger", "flowlog_loggers", "flowlog_logging_port", "flowlog_logging_ports"]
        + Inventory.Kind.allCases.flatMap { [$0.rawValue, $0.singular] }

    /// The body of a successful answer in these forms.
    func applied(to body: JSONValue) -> JSONValue {
        guard var members = body.object else { return body }
        if hasNoLinks { members = members.filter { !$0.key.hasSuffix("_links") } }
        if ids.isEmpty && lacking.isEmpty && null.isEmpty { return .object(members) }
        for name in Self.envelopes {
            switch members[name] {
            case .object(let object): members[name] = .object(formed(object))
            case .array(let rows): members[name] = .array(rows.map { $0.object.map { .object(formed($0)) } ?? $0 })
            default: break
            }
        }
        return .object(members)
    }

    /// An object whose name has `odd` in it has what no other has.
    private func formed(_ object: JSONObject) -> JSONObject {
        var object = object
        if object["name"]?.string?.contains("odd") == true {
            for name in null { object[name] = .null }
            for name in lacking { object[name] = nil }
        }
        return ids.reduce(object) { $1.written($0) }
    }
}
