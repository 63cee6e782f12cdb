/// How answers may write ids otherwise than the service keeps them.
enum WrittenIDs: String, CaseIterable, Sendable {
    /// The ids of loggers, of what they record and of ports, in upper case.
    case upper
    /// The ids of projects, in upper case.
    case upperProject = "upper-project"
    /// The ids of projects, in the form of a UUID, with dashes.
    case dashedProject = "dashed-project"

    private static let ids: Set = ["id", "resource_id", "logger_id", "port_id", "network_id"]
    private static let projects: Set = ["project_id", "tenant_id"]

    /// The object with its ids in this form.
    func written(_ object: JSONObject) -> JSONObject {
        let names = self == .upper ? Self.ids : Self.projects
        return JSONObject(uniqueKeysWithValues: object.map { ($0, names.contains($0) ? written($1) : $1) })
    }

    private func written(_ value: JSONValue) -> JSONValue {
        guard let id = value.string else { return value }
        switch self {
        case .upper, .upperProject: return .string(id.uppercased())
        case .dashedProject:
            guard id.utf8.count == 32 else { return value }
            var digits = Array(id)
            for index in [20, 16, 12, 8] { digits.insert("-", at: index) }
            return .string(String(digits))
        }
    }
}

/// What answers do to the objects in them, after the request took effect.
struct AnswerForms: Sendable {
    var ids: [WrittenIDs] = []
    /// The fields that odd loggers lack in answers.
    var lacking: [String] = []
    /// The fields that are null in the answers of odd loggers.
    var null: [String] = []

    /// The body of a successful answer in these forms; the links between pages stay as they are.
    func applied(to body: JSONValue) -> JSONValue {
        guard let members = body.object, !(ids.isEmpty && lacking.isEmpty && null.isEmpty) else { return body }
        return .object(
            JSONObject(
                uniqueKeysWithValues: members.map { name, value in
                    switch (name, value) {
                    case ("flowlog_logger", .object(let object)): (name, .object(logger(object)))
                    case ("flowlog_loggers", .array(let rows)): (name, .array(rows.map { $0.object.map { .object(logger($0)) } ?? $0 }))
                    case ("flowlog_logging_port", .object(let object)): (name, .object(written(object)))
                    case ("flowlog_logging_ports", .array(let rows)):
                        (name, .array(rows.map { $0.object.map { .object(written($0)) } ?? $0 }))
                    default: (name, value)
                    }
                }
            )
        )
    }

    /// A logger whose name has `odd` in it has what no other has.
    private func logger(_ object: JSONObject) -> JSONObject {
        var object = object
        if object["name"]?.string?.contains("odd") == true {
            for name in null { object[name] = .null }
            for name in lacking { object[name] = nil }
        }
        return written(object)
    }

    private func written(_ object: JSONObject) -> JSONObject { ids.reduce(object) { $1.written($0) } }
}
