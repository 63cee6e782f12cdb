/// A VPC as the network's list has it; what the list does not say is nil (Service facts: The network's inventory).
package struct VPC: Sendable, Hashable {
    package var id: String
    package var name: String?
    package var cidr: String?
    /// Whose it is.
    package var owner: NetworkOwner

    package init(id: String, name: String? = nil, cidr: String? = nil, owner: NetworkOwner = NetworkOwner()) {
        self.id = id
        self.name = name
        self.cidr = cidr
        self.owner = owner
    }
}
