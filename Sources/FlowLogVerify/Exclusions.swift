package import FlowLogModel

/// What manifests leave out of coverage, resolved (Contract: Coverage, Exclusions).
package struct Exclusions: Sendable, Hashable {
    /// Ids in lower case.
    var vpcs: Set<String> = []
    var subnets: Set<String> = []
    var ports: Set<String> = []
    var deviceOwners: Set<FieldValue> = []

    /// Leaves nothing out.
    package init() {}

    /// Leaves out a VPC, a subnet or a port.
    package mutating func add(_ kind: ResourceKind, id: String) {
        switch kind {
        case .vpc: vpcs.insert(id.lowercased())
        case .subnet: subnets.insert(id.lowercased())
        case .port: ports.insert(id.lowercased())
        }
    }

    /// Leaves out the ports of a kind of device, by its whole text.
    package mutating func add(deviceOwner: String) { deviceOwners.insert(.string(deviceOwner)) }

    /// Whether a port is left out: itself, with its VPC, or because all of its subnets are. What it does not say leaves nothing out.
    func hold(for port: Port) -> Bool {
        if ports.contains(port.id.lowercased()) { return true }
        if let vpc = port.vpcID, vpcs.contains(vpc.lowercased()) { return true }
        if let owner = port.deviceOwner, deviceOwners.contains(.string(owner)) { return true }
        guard let addresses = port.addresses, !addresses.isEmpty else { return false }
        return addresses.allSatisfy { $0.subnetID.map { subnets.contains($0.lowercased()) } ?? false }
    }
}
