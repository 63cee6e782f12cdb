/// What the service takes in a create and in an edit.
enum LoggerRules {
    /// Checks a create and fills in the defaults.
    /// - Parameters:
    ///   - request: the members of `flowlog_logger`.
    ///   - tenant: the token's tenant; the request may name it, but no other (upstream).
    /// - Returns: every field that a client may send.
    /// - Throws: `APIError` 400.
    static func created(from request: JSONObject, tenant: String) throws -> JSONObject {
        var request = request
        for key in ["tenant_id", "project_id"] {
            guard let given = request.removeValue(forKey: key) else { continue }
            guard given == .string(tenant) else {
                throw APIError.badRequest(
                    "Specifying 'project_id' or 'tenant_id' other than the authenticated project in request requires admin privileges"
                )
            }
        }
        try refuseUnknown(request)
        for field in LoggerField.all {
            if field.access == .answerOnly, request[field.name] != nil {
                throw APIError.badRequest("Attribute '\(field.name)' not allowed in POST")
            }
            if field.isRequired, request[field.name] == nil {
                throw required(field.name)
            }
        }
        try checkValues(request)
        return LoggerField.defaults.merging(request) { _, given in given }
    }

    /// Checks an edit.
    /// - Parameter request: the members of `flowlog_logger`.
    /// - Returns: the fields to set. `admin_state_up` is always there: left out, it is true (the guide, and Service facts: Flow log
    ///   loggers).
    /// - Throws: `APIError` 400.
    static func edited(from request: JSONObject) throws -> JSONObject {
        try refuseUnknown(request)
        for field in LoggerField.all where field.access != .createAndEdit && request[field.name] != nil {
            throw APIError.badRequest("Cannot update read-only attribute \(field.name)")
        }
        guard request["name"] != nil else { throw required("name") }
        try checkValues(request)
        return ["admin_state_up": true].merging(request) { _, given in given }
    }

    private static func required(_ name: String) -> APIError {
        .badRequest("Failed to parse request. Required attribute '\(name)' not specified")
    }

    private static func refuseUnknown(_ request: JSONObject) throws {
        let unknown = request.keys.filter { LoggerField.byName[$0] == nil }.sorted()
        guard unknown.isEmpty else {
            throw APIError.badRequest("Unrecognized attribute(s) '\(unknown.joined(separator: ", "))'")
        }
    }

    private static func checkValues(_ request: JSONObject) throws {
        for field in LoggerField.all {
            guard let value = request[field.name] else { continue }
            if let reason = field.typeComplaint(value) ?? field.complaint(value) {
                throw APIError.invalidInput(field.name, reason)
            }
        }
    }
}
