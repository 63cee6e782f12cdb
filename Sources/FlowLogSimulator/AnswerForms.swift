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
