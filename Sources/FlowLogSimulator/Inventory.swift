/// The VPCs, subnets, ports and instances that a simulator has beside loggers (Service facts: The network's inventory).
///
/// Objects are kept as they were given, whatever fields they have; only `id` must be a text, and no other object's of its list.
package struct Inventory: Sendable {
    /// A list, under its name in the file, in paths and in answers.
    enum Kind: String, CaseIterable, Sendable {
        case vpcs, vpcsubnets, ports, servers

        /// The lists of the network endpoint.
        static let network: Set<Kind> = [.vpcs, .vpcsubnets, .ports]

        /// The envelope of a single object.
        var singular: String { String(rawValue.dropLast()) }

        /// The API's fields; an object may have others.
        var fields: Set<String> {
            switch self {
            case .vpcs: ["id", "name", "tenant_id", "cidrv4", "state", "shared", "router:external", "create_time"]
            case .vpcsubnets:
                ["id", "name", "vpc_id", "vpc", "cidr", "gateway", "tenant_id", "shared", "router:external", "create_time"]
            case .ports:
                [
                    "id", "name", "network_id", "tenant_id", "status", "admin_state_up", "device_id", "device_owner", "mac_address",
                    "fixed_ips",
                ]
            case .servers: ["id", "name", "tenant_id"]
            }
        }
    }

    /// The lists that are served: those of the network always, servers only if the file has them.
    let kinds: Set<Kind>
    private var lists: [Kind: [JSONObject]]
    private(set) var targets: RecordedTargets
    /// What the object storage has at first; nil without one.
    let containers: [Container.Address: Container]?

    init(_ lists: [Kind: [JSONObject]], containers: [Container.Address: Container]? = nil) {
        self.containers = containers
        kinds = Kind.network.union(lists.keys)
        self.lists = lists
        for kind in Kind.network { self.lists[kind, default: []].sort { $0.id < $1.id } }
        targets = RecordedTargets(self.lists)
    }

    /// The same lists with nothing in them.
    var emptied: Inventory { Inventory(lists.mapValues { _ in [] }) }

    /// All objects of a list: Neutron's in the order of their ids, servers in that of the file.
    subscript(kind: Kind) -> [JSONObject] { lists[kind] ?? [] }

    /// The position of an object in its list; ids are compared without case.
    private func position(of id: String, in kind: Kind) -> Int? {
        let id = id.lowercased()
        return self[kind].firstIndex { $0.lowercasedID == id }
    }

    func object(_ id: String, in kind: Kind) -> JSONObject? { position(of: id, in: kind).map { self[kind][$0] } }

    /// Adds an object, or replaces the one of its id; nil takes that out.
    mutating func set(_ object: JSONObject?, id: String, in kind: Kind) {
        var list = self[kind]
        switch (position(of: id, in: kind), object) {
        case (let position?, let object?): list[position] = object
        case (let position?, nil): list.remove(at: position)
        case (nil, let object?): list.append(object)
        case (nil, nil): return
        }
        var lists = lists
        lists[kind] = list
        self = Inventory(lists, containers: containers)
    }
}

extension JSONObject {
    /// The text of its id.
    var id: String { self["id"]?.string ?? "" }

    /// The id as it is compared: the same in either case.
    var lowercasedID: String { id.lowercased() }
}
