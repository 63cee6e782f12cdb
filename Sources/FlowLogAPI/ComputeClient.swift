package import FlowLogApply
package import FlowLogModel

/// The instances of one region (Service facts: The network's inventory).
package struct ComputeClient: Sendable {
    private let caller: AuthorizedCaller

    init(_ caller: AuthorizedCaller) { self.caller = caller }

    /// Every instance that the token can see.
    /// - Throws: `ControlPlaneError`; never a list that was cut short.
    package func instances() async throws(ControlPlaneError) -> [Instance] {
        // The most that the service gives at once; without a limit it gives a tenth of that.
        try await caller.list(WireInstance.self, of: .instances, query: "limit=1000").map(\.instance)
    }
}
