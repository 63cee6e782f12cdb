package import FlowLogApply
package import FlowLogModel

/// What the network of one region has (Service facts: The network's inventory). Lists are asked for whole: with a filter, each name would
/// need a call of its own.
package struct NetworkClient: Sendable {
    private let caller: AuthorizedCaller

    init(_ caller: AuthorizedCaller) { self.caller = caller }

    /// Every VPC that the token can see, also shared and external ones of other projects.
    /// - Throws: `ControlPlaneError`; never a list that was cut short.
    package func vpcs() async throws(ControlPlaneError) -> [VPC] {
        try await caller.list(WireVPC.self, of: .vpcs, query: nil).map(\.vpc)
    }

    /// Every subnet that the token can see, also shared and external ones of other projects.
    /// - Throws: `ControlPlaneError`; never a list that was cut short.
    package func subnets() async throws(ControlPlaneError) -> [Subnet] {
        try await caller.list(WireSubnet.self, of: .subnets, query: nil).map(\.subnet)
    }

    /// Every port that the token can see.
    /// - Throws: `ControlPlaneError`; never a list that was cut short.
    package func ports() async throws(ControlPlaneError) -> [Port] {
        try await caller.list(WirePort.self, of: .ports, query: nil).map(\.port)
    }
}
