import Testing

@testable import FlowLogSimulator

/// Two VPCs of the asking tenant, one with two subnets, and what a real project has beside them: networks of others, a port that is down,
/// one of no device, one of Neutron's own, names that are not unique.
let sampleInventory = """
    {"vpcs": [
        {"id": "v2", "name": "Default Network", "cidrv4": "10.1.0.0/16", "state": "available", "shared": false, "router:external": false},
        {"id": "v1", "name": "운영 망", "tenant_id": "tenant-a", "cidrv4": "10.0.0.0/16", "shared": false, "colour": {"deep": ["red"]}},
        {"id": "v3", "name": "public_network", "tenant_id": "provider", "shared": false, "router:external": true},
        {"id": "v4", "name": "common", "tenant_id": "provider", "shared": true},
        {"id": "v5", "name": "theirs", "tenant_id": "tenant-b", "shared": false}],
     "vpcsubnets": [
        {"id": "s1", "name": "web", "vpc_id": "v1", "vpc": {"id": "v1", "name": "운영 망"}, "cidr": "10.0.1.0/24", "tenant_id": "tenant-a"},
        {"id": "s2", "name": "db", "vpc_id": "v1", "cidr": "10.0.2.0/24"},
        {"id": "s3", "name": "Default Network", "vpc_id": "v2", "cidr": "10.1.0.0/24"}],
     "ports": [
        {"id": "p1", "name": "", "network_id": "v1", "status": "ACTIVE", "device_id": "i1", "device_owner": "compute:kr-pub-a",
         "fixed_ips": [{"subnet_id": "s1", "ip_address": "10.0.1.5"}]},
        {"id": "p2", "name": "", "network_id": "v1", "status": "ACTIVE", "device_id": "i2", "device_owner": "compute:kr-pub-b",
         "fixed_ips": [{"subnet_id": "s1", "ip_address": "10.0.1.6"}, {"subnet_id": "s2", "ip_address": "10.0.2.6"}]},
        {"id": "p3", "name": "gateway", "network_id": "v1", "status": "ACTIVE", "device_owner": "network:router_interface",
         "fixed_ips": [{"subnet_id": "s2", "ip_address": "10.0.2.1"}]},
        {"id": "p4", "name": "vip", "network_id": "v1", "status": "ACTIVE", "device_id": "", "device_owner": "",
         "fixed_ips": [{"subnet_id": "s1", "ip_address": "10.0.1.7"}]},
        {"id": "p5", "name": "stopped", "network_id": "v1", "status": "DOWN", "device_id": "i5", "device_owner": "compute:kr-pub-a",
         "fixed_ips": [{"subnet_id": "s1", "ip_address": "10.0.1.8"}]},
        {"id": "p6", "name": "guest", "tenant_id": "tenant-b", "network_id": "v1", "status": "ACTIVE", "device_id": "i6",
         "device_owner": "Octavia", "fixed_ips": [{"subnet_id": "s2", "ip_address": "10.0.2.9"}]},
        {"id": "p7", "name": "foreign", "tenant_id": "tenant-b", "network_id": "v5", "status": "ACTIVE", "device_owner": "compute:kr-pub-a"}],
     "servers": [
        {"id": "i2", "name": "web-2", "status": "ACTIVE", "links": []}, {"id": "i1", "name": "web-1", "status": "ACTIVE", "links": []},
        {"id": "i5", "name": "Bastion", "status": "SHUTOFF"}, {"id": "i9", "name": "theirs", "tenant_id": "tenant-b"}]}
    """

func inventory(_ json: String = sampleInventory) throws -> Inventory { try Inventory(parsing: Array(json.utf8)) }

extension Client {
    /// A list of the network endpoint.
    func network(_ list: String, _ query: String = "") async throws -> Reply { try await call("GET", "/v2.0/\(list)\(query)") }

    /// The list of instances of `tenant-a`, or what is below it.
    func servers(_ rest: String = "") async throws -> Reply { try await call("GET", "/compute/v2/tenant-a/servers\(rest)") }
}

extension Reply {
    func ids(_ list: String) -> [String] { self.list(list).compactMap { $0["id"]?.string } }

    /// The query of a list's link.
    func link(_ list: String, _ relation: String = "next") -> String? {
        let href = self.list("\(list)_links").first { $0["rel"] == .string(relation) }?["href"]?.string
        return href.flatMap { href in href.firstIndex(of: "?").map { String(href[$0...]) } }
    }
}

/// Runs a simulator with an inventory, and a client logged in to `tenant-a`.
func withInventory(
    _ json: String = sampleInventory, faults: [String] = [], pageLimit: Int? = nil, showsAllTenants: Bool = false,
    _ body: (Client) async throws -> Void
) async throws {
    let configuration = SimulatorConfiguration(
        buildTime: .zero, pageLimit: pageLimit, inventory: try inventory(json), showsAllTenants: showsAllTenants,
        faults: try faults.map(Fault.init)
    )
    try await withClient(configuration, body)
}
