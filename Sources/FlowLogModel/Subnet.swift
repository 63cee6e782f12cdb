/// A subnet as the network's list has it; what the list does not say is nil (Service facts: The network's inventory).
package struct Subnet: Sendable, Hashable {
    package var id: String
    package var name: String?
    package var cidr: String?
    /// The VPC that it is part of: `vpc_id`, or the id in `vpc`.
    package var vpcID: String?
    /// The name in `vpc`.
    package var vpcName: String?
    /// Whose it is.
    package var owner: NetworkOwner

    package init(
        id: String, name: String? = nil, cidr: String? = nil, vpcID: String? = nil, vpcName: String? = nil,
        owner: NetworkOwner = NetworkOwner()
    ) {
        self.id = id
        self.name = name
        self.cidr = cidr
        self.vpcID = vpcID
        self.vpcName = vpcName
        self.owner = owner
    }
}
