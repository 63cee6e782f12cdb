/// A port as the network's list has it; what the list does not say is nil, and so is not the same as empty (Service facts: The network's
/// inventory).
package struct Port: Sendable, Hashable {
    /// An address of a port, and the subnet that it is from.
    package struct Address: Sendable, Hashable {
        package var subnetID: String?
        package var ip: String?

        package init(subnetID: String? = nil, ip: String? = nil) {
            self.subnetID = subnetID
            self.ip = ip
        }
    }

    package var id: String
    /// Usually empty.
    package var name: String?
    /// The VPC that it is part of: `network_id`.
    package var vpcID: String?
    /// `fixed_ips`, in their order.
    package var addresses: [Address]?
    /// The instance or appliance that has it.
    package var deviceID: String?
    package var deviceOwner: String?
    package var status: String?
    /// The project that it belongs to; nil if the list does not say.
    package var projectID: ProjectID?

    /// The first of its addresses; nil if the list has none.
    package var firstIP: String? { addresses?.compactMap(\.ip).first }

    package init(
        id: String, name: String? = nil, vpcID: String? = nil, addresses: [Address]? = nil, deviceID: String? = nil,
        deviceOwner: String? = nil, status: String? = nil, projectID: ProjectID? = nil
    ) {
        self.id = id
        self.name = name
        self.vpcID = vpcID
        self.addresses = addresses
        self.deviceID = deviceID
        self.deviceOwner = deviceOwner
        self.status = status
        self.projectID = projectID
    }
}
