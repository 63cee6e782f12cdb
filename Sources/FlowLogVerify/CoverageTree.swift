package import FlowLogModel

/// A project's ports where they are in its network: by VPC, then subnet; each by name, then id (Contract: Coverage).
package struct CoverageTree: Sendable, Hashable {
    /// A VPC; without an id, what is in no VPC that the lists tell.
    package struct VPC: Sendable, Hashable {
        package let id: String?
        package let name: String?
        package let cidr: String?
        package let subnets: [Subnet]

        package var ports: [Coverage.CoveredPort] { subnets.flatMap(\.ports) }
    }

    /// A subnet; without an id, the ports of the VPC that are in none.
    package struct Subnet: Sendable, Hashable {
        package let id: String?
        package let name: String?
        package let cidr: String?
        package let ports: [Coverage.CoveredPort]
    }

    package let vpcs: [VPC]

    /// - Parameters:
    ///   - coverage: of the ports.
    ///   - vpcs, subnets: all that were listed; those of the project are shown even if they have no port.
    package init(_ coverage: Coverage, vpcs: [FlowLogModel.VPC], subnets: [FlowLogModel.Subnet], projectID: ProjectID?) {
        let known = Dictionary(vpcs.map { ($0.id.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        let parts = Dictionary(subnets.map { ($0.id.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        var ports: [Location: [Coverage.CoveredPort]] = [:]
        for port in coverage.ports {
            // The first of its subnets by id; without one, it stands below its VPC.
            let subnet = (port.port.addresses ?? []).compactMap(\.subnetID).map { $0.lowercased() }.min()
            let vpc = port.port.vpcID?.lowercased() ?? subnet.flatMap { parts[$0]?.vpcID?.lowercased() }
            ports[Location(vpc: vpc, subnet: subnet), default: []].append(port)
        }
        for subnet in subnets where subnet.owner.isOwn(of: projectID) {
            let location = Location(vpc: subnet.vpcID?.lowercased(), subnet: subnet.id.lowercased())
            ports[location, default: []] += []
        }
        var byVPC: [String?: [Location]] = Dictionary(grouping: ports.keys, by: \.vpc)
        for vpc in vpcs where vpc.owner.isOwn(of: projectID) { byVPC[vpc.id.lowercased(), default: []] += [] }
        self.vpcs = byVPC.map { id, locations in
            let vpc = id.flatMap { known[$0] }
            let subnets = locations.map { location in
                let subnet = location.subnet.flatMap { parts[$0] }
                return Subnet(
                    id: subnet?.id ?? location.subnet, name: subnet?.name, cidr: subnet?.cidr,
                    ports: (ports[location] ?? []).sorted { Self.order($0.port.name, $0.port.id) < Self.order($1.port.name, $1.port.id) })
            }
            return VPC(
                id: vpc?.id ?? id, name: vpc?.name, cidr: vpc?.cidr,
                subnets: subnets.sorted { Self.order($0.name, $0.id) < Self.order($1.name, $1.id) })
        }.sorted { Self.order($0.name, $0.id) < Self.order($1.name, $1.id) }
    }

    private struct Location: Hashable {
        let vpc: String?
        let subnet: String?
    }

    /// By name, then id; what has no id comes last.
    private static func order(_ name: String?, _ id: String?) -> (Int, String, String) { (id == nil ? 1 : 0, name ?? "", id ?? "") }
}
