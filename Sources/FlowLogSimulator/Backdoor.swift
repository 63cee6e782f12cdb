/// Edits behind the API's back (CONTRACT 8, `PATCH /_simulator/loggers/{id}`).
enum Backdoor {
    /// The edit that a body asks for.
    ///
    /// - Throws: `APIError` 400 when it is not a flat object with at least one field.
    static func changes(_ call: Call) throws -> JSONObject {
        guard let changes = try call.json().object, !changes.isEmpty else {
            throw APIError.badRequest("Expecting a flat JSON object of logger fields, for example {\"filter\": \"DROP\"}")
        }
        if changes["flowlog_logger"] != nil {
            throw APIError.badRequest("Expecting a flat JSON object of logger fields, without the flowlog_logger envelope")
        }
        return changes
    }

    /// Refuses what cannot be meant; values need not be ones the API would take. Null takes a field out of the answers.
    ///
    /// - Parameter existing: the logger's fields; unknown ones among them (of a seed) can be edited too.
    /// - Throws: `APIError` 400.
    static func check(_ changes: JSONObject, of existing: JSONObject) throws {
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
            if name == "id" { throw APIError.badRequest("The id of a logger cannot be changed") }
            guard let field = LoggerField.byName[name] else {
                guard existing[name] != nil else { throw APIError.badRequest("Loggers have no field '\(name)'") }
                continue
            }
            if value != .null, let reason = field.typeComplaint(value) { throw APIError.invalidInput(name, reason) }
        }
    }
}
