/// Which ports the service records for which target (Service facts: The network's inventory).
///
/// The documents name what is recorded by words that no field holds. So this leaves out only what surely is not: ports that are DOWN,
/// ports of no device, and Neutron's own.
struct RecordedTargets: Sendable {
    private struct Target: Hashable {
        var type: String
        var id: String
    }

    private var ports: [Target: [JSONObject]] = [:]

    init(_ lists: [Inventory.Kind: [JSONObject]]) {
        for vpc in lists[.vpcs] ?? [] { ports[Target(type: "VPC", id: vpc.lowercasedID)] = [] }
        for subnet in lists[.vpcsubnets] ?? [] { ports[Target(type: "SUBNET", id: subnet.lowercasedID)] = [] }
        for port in lists[.ports] ?? [] where Self.isRecorded(port) {
            ports[Target(type: "PORT", id: port.lowercasedID)] = [port]
            if let vpc = port["network_id"]?.string { ports[Target(type: "VPC", id: vpc.lowercased())]?.append(port) }
            for subnet in Set(Self.subnets(of: port)) { ports[Target(type: "SUBNET", id: subnet)]?.append(port) }
        }
    }

    /// The ports of a target, none if it is not there.
    func ports(of type: String, _ id: String) -> [JSONObject] { ports[Target(type: type, id: id.lowercased())] ?? [] }

    private static func subnets(of port: JSONObject) -> [String] {
        (port["fixed_ips"]?.array ?? []).compactMap { $0.object?["subnet_id"]?.string?.lowercased() }
    }

    private static func isRecorded(_ port: JSONObject) -> Bool {
        let hasNoDevice = port["device_owner"] == "" && port["device_id"] == ""
        let isNeutrons = port["device_owner"]?.string?.hasPrefix("network:") ?? false
        return port["status"] != "DOWN" && !hasNoDevice && !isNeutrons
    }
}
