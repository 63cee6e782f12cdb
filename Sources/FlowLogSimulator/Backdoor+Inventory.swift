/// Edits of the inventory, which is every tenant's (Contract: Simulator).
extension Backdoor {
    /// Takes one call on an object: `PUT` adds or replaces it, `PATCH` edits some of its fields, `DELETE` takes it out.
    /// - Returns: the object as it is now kept, or nothing after `DELETE`.
    /// - Throws: `APIError` 400, 404.
    static func edit(_ inventory: inout Inventory, _ kind: Inventory.Kind, _ id: String, _ call: Call) throws -> Answer {
        guard call.query.items.isEmpty else {
            throw APIError.badRequest("Expecting no query: the inventory is the same for every tenant, and in the first region only")
        }
        let existing = inventory.object(id, in: kind)
        guard existing != nil || call.method == "PUT" else { throw APIError.notFound(kind, id) }
        if call.method == "DELETE" {
            inventory.set(nil, id: id, in: kind)
            return Answer(status: 204)
        }
        let given = try changes(call, of: kind.singular, envelope: kind.singular)
        let kept = existing?["id"] ?? .string(id)
        guard given["id"] ?? kept == kept else { throw APIError.badRequest("The id of a \(kind.singular) cannot be changed") }
        var object = given
        if call.method == "PATCH" {
            object = existing ?? [:]
            for (name, value) in given {
                guard kind.fields.contains(name) || object[name] != nil else {
                    throw APIError.badRequest("\(kind.rawValue) have no field '\(name)'")
                }
                object[name] = value == .null && name != "tenant_id" ? nil : value
            }
        }
        object["id"] = kept
        inventory.set(object, id: id, in: kind)
        return Answer(status: existing == nil ? 201 : 200, body: .json([kind.singular: .object(object)]))
    }
}
