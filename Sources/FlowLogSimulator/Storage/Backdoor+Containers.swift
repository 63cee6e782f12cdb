import FoundationEssentials

/// Edits of containers, as their owner makes them in the console (Contract: Simulator).
extension Backdoor {
    /// Takes one call on a container: `PUT` adds or replaces it, `PATCH` edits some of its headers or its objects, `DELETE` takes it out.
    /// - Parameter id: account and name, or the name alone where only one account has it.
    /// - Returns: nothing.
    /// - Throws: `APIError` 400, 404.
    static func edit(_ store: inout ObjectStore, _ id: [String], _ call: Call, at now: Date) throws -> Answer {
        let address: Container.Address
        if id.count == 2 {
            address = Container.Address(account: id[0], name: id[1])
        } else {
            let named = store.containers.keys.filter { $0.name == id.first }
            guard let only = named.first, named.count == 1 else {
                throw APIError.badRequest("Expecting /_simulator/containers/ACCOUNT/NAME")
            }
            address = only
        }
        let existing = store[address]
        guard existing != nil || call.method == "PUT" else { throw APIError.pathNotFound }
        if call.method == "DELETE" {
            store[address] = nil
            return Answer(status: 204)
        }
        guard var members = try call.json().object else { throw APIError.badRequest("Expecting an object of headers and 'objects'") }
        let cleared = members.filter { $0.value == .null || $0.value.string == "" }.map { $0.key.lowercased() }
        members = members.filter { !cleared.contains($0.key.lowercased()) }
        members["account"] = .string(address.account)
        members["name"] = .string(address.name)
        var container: Container
        do { (_, container) = try Container.parse(.object(members), at: "container", start: now) } catch let error as Inventory.Invalid {
            throw APIError.badRequest(error.description)
        }
        if call.method == "PATCH", let existing {
            container.headers = existing.headers.merging(container.headers) { $1 }
            if members["objects"] == nil { container.objects = existing.objects }
        }
        for name in cleared { container.headers[name] = nil }
        store[address] = container
        return Answer(status: existing == nil ? 201 : 200)
    }
}
