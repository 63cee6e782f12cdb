package import FlowLogModel

/// What the lists of the network in one region of one project say, each by itself: nil was not asked for, and one that failed or was cut
/// short is a failure, which only hurts whoever needs it.
package struct Inventory: Sendable, Hashable {
    package typealias List<Object: Sendable & Hashable> = Result<[Object], StackFailure>?

    /// The project that names are looked for in; nil if the token does not say.
    package var projectID: ProjectID?
    package var vpcs: List<VPC>
    package var subnets: List<Subnet>
    package var ports: List<Port>
    package var instances: List<Instance>

    package init(
        projectID: ProjectID? = nil, vpcs: List<VPC> = nil, subnets: List<Subnet> = nil, ports: List<Port> = nil,
        instances: List<Instance> = nil
    ) {
        self.projectID = projectID
        self.vpcs = vpcs
        self.subnets = subnets
        self.ports = ports
        self.instances = instances
    }

    /// The same with other words for what failed.
    package func mapFailures(_ words: (StackFailure) -> StackFailure) -> Inventory {
        Inventory(
            projectID: projectID, vpcs: vpcs?.mapError(words), subnets: subnets?.mapError(words), ports: ports?.mapError(words),
            instances: instances?.mapError(words))
    }
}
