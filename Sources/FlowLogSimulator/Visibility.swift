/// What a tenant is shown of the inventory, and how.
struct Visibility: Sendable {
    private let tenant: String
    private let includesAll: Bool
    private let ownVPCs: Set<String>

    /// - Parameter includesAll: whether other tenants' objects are shown too, as they are to an administrator.
    init(of inventory: Inventory, to tenant: String, includesAll: Bool = false) {
        self.tenant = tenant
        self.includesAll = includesAll
        ownVPCs = Set(inventory[.vpcs].filter { Self.isOwn($0, tenant) }.map(\.lowercasedID))
    }

    /// Own objects and those that are nobody's; others' if they are shared or external, or ports in an own VPC (upstream).
    func includes(_ object: JSONObject) -> Bool {
        if includesAll || Self.isOwn(object, tenant) || object["shared"] == true || object["router:external"] == true { return true }
        return object["network_id"]?.string.map { ownVPCs.contains($0.lowercased()) } ?? false
    }

    /// The object with the tenant that asks, unless the inventory says whose it is, or by null that answers do not say.
    func shown(_ object: JSONObject) -> JSONObject {
        switch object["tenant_id"] {
        case nil: object.merging(["tenant_id": .string(tenant)]) { $1 }
        case .null: object.filter { $0.key != "tenant_id" }
        default: object
        }
    }

    private static func isOwn(_ object: JSONObject, _ tenant: String) -> Bool {
        switch object["tenant_id"] {
        case nil, .null: true
        case let owner?: owner == .string(tenant)
        }
    }
}
