/// Edits behind the API's back (Contract: Simulator).
enum Backdoor {
    /// Whose logger an edit is for: what the query says, `?tenant=TENANT&region=REGION`, either left out.
    struct Owner {
        let tenant: String?
        let region: String?

        /// - Throws: `APIError` 400 for anything else in the query, since an edit of another logger than was meant is worse.
        init(_ query: Query, _ regions: Regions) throws {
            if let unknown = query.items.first(where: { !["tenant", "region"].contains($0.name) || $0.value.isEmpty }) {
                throw APIError.badRequest("Expecting ?tenant=TENANT or &region=REGION to say whose logger is meant, not '\(unknown.name)'")
            }
            tenant = query.values("tenant").last
            region = query.values("region").last
            if let region, !regions.names.contains(region) {
                throw APIError.badRequest("There is no region '\(region)', only \(regions.names.joined(separator: ", "))")
            }
        }

        func includes(_ scope: Scope) -> Bool { tenant ?? scope.tenant == scope.tenant && region ?? scope.region == scope.region }
    }

    /// The edit that a body asks for.
    /// - Throws: `APIError` 400 when it is not a flat object with at least one field.
    static func changes(_ call: Call, of thing: String = "logger", envelope: String = "flowlog_logger") throws -> JSONObject {
        guard let changes = try call.json().object, !changes.isEmpty else {
            throw APIError.badRequest("Expecting a flat JSON object of \(thing) fields, for example {\"name\": \"web\"}")
        }
        if changes[envelope]?.object != nil {
            throw APIError.badRequest("Expecting a flat JSON object of \(thing) fields, without the \(envelope) envelope")
        }
        return changes
    }

    /// Refuses what cannot be meant; values need not be ones the API would take. Null takes a field out of the answers.
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
