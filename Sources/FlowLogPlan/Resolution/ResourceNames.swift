import FlowLogModel

/// What VPCs, subnets and ports are called now, by id, as far as the lists of a run tell (Contract: Resources by name).
package struct ResourceNames: Sendable, Hashable {
    /// What is known of the resource that a live logger records.
    package enum Recorded: Sendable, Hashable {
        /// Its names, from the VPC inwards.
        case called([String])
        /// The list of its kind was read and does not have it.
        case gone
    }

    private var names: [ResourceKind: [String: [String]]] = [:]

    init() {}

    init(_ inventory: Inventory) {
        let vpcs = (try? inventory.vpcs?.get()).map { vpcs in
            Dictionary(vpcs.map { ($0.id.lowercased(), $0.name ?? "-") }, uniquingKeysWith: { first, _ in first })
        }
        names[.vpc] = vpcs?.mapValues { [$0] }
        names[.subnet] = (try? inventory.subnets?.get()).map { subnets in
            Dictionary(
                subnets.map { subnet in
                    let vpc = subnet.vpcID.flatMap { vpcs?[$0.lowercased()] } ?? subnet.vpcName
                    return (subnet.id.lowercased(), [vpc, subnet.name ?? "-"].compactMap(\.self))
                }, uniquingKeysWith: { first, _ in first })
        }
        names[.port] = (try? inventory.ports?.get()).map { ports in
            Dictionary(
                ports.map { port in
                    let address = port.addresses?.first
                    let name = port.name.flatMap { $0.isEmpty ? nil : $0 } ?? address?.ip ?? "-"
                    let outer =
                        address?.subnetID.flatMap { names[.subnet]?[$0.lowercased()] }
                        ?? port.vpcID.flatMap { vpcs?[$0.lowercased()] }.map { [$0] }
                    return (port.id.lowercased(), (outer ?? []) + [name])
                }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// What a resource is called; nil if its kind was not listed, or the list does not have it.
    func names(of id: String, _ kind: ResourceKind) -> [String]? { names[kind]?[id.lowercased()] }

    /// What a live logger records; nil if the lists do not tell.
    func recorded(by live: LiveLogger) -> Recorded? {
        guard let kind = live.fields[.resourceType]?.text.flatMap({ ResourceKind(rawValue: $0.uppercased()) }),
            let id = live.fields[.resourceID]?.text, let known = names[kind]
        else { return nil }
        return known[id.lowercased()].map { .called($0) } ?? .gone
    }
}
