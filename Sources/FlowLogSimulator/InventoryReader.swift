/// Answers the calls of one tenant that read the inventory.
struct InventoryReader {
    private let inventory: Inventory
    private let visibility: Visibility
    private let pageLimit: Int?

    init(_ inventory: Inventory, tenant: String, includesAll: Bool, pageLimit: Int?) {
        self.inventory = inventory
        visibility = Visibility(of: inventory, to: tenant, includesAll: includesAll)
        self.pageLimit = pageLimit
    }

    /// A list of the network endpoint; `fields` keeps some fields of ports.
    func list(_ kind: Inventory.Kind, _ query: Query, path: String) throws -> Answer {
        let fields = kind == .ports ? Set(query.values("fields")) : []
        return try .list(
            objects(kind), query, path: path, name: kind.rawValue, filters: Filters.network[kind] ?? [:], cap: pageLimit,
            notFound: { .notFound(kind, $0) }, form: { fields.isEmpty ? $0 : $0.filter { fields.contains($0.key) } }
        )
    }

    /// The list of instances (`GET /servers`, which says little of each), or all that is known of them (`GET /servers/detail`).
    func servers(_ query: Query, path: String, hasDetails: Bool) throws -> Answer {
        let page = try ServerPaging(query, cap: pageLimit).page(of: objects(.servers), path: path)
        let brief: Set = ["id", "name", "links"]
        let servers = hasDetails ? page.servers : page.servers.map { $0.filter { brief.contains($0.key) } }
        var body: JSONObject = ["servers": .array(servers.map(JSONValue.object))]
        if let next = page.next { body["servers_links"] = [next] }
        return .ok(.object(body))
    }

    /// One object.
    /// - Throws: `APIError` 404, also for an object that the tenant is not shown.
    func show(_ kind: Inventory.Kind, _ id: String) throws -> Answer {
        guard let object = inventory.object(id, in: kind), visibility.includes(object) else { throw APIError.notFound(kind, id) }
        return .ok([kind.singular: .object(visibility.shown(object))])
    }

    private func objects(_ kind: Inventory.Kind) -> [JSONObject] {
        inventory[kind].filter(visibility.includes).map(visibility.shown)
    }
}
