package import FlowLogAPI
package import FlowLogModel
package import FlowLogPlan

extension Inventory {
    /// Asks for lists, each once and all at the same time; one that fails is a failure by itself (Contract: Resources by name).
    package init(_ lists: InventoryLists, region: String?, projectID: ProjectID?, through session: Session) async {
        async let vpcs = Self.list(lists.contains(.vpcs)) { try await session.network(region: region).vpcs() }
        async let subnets = Self.list(lists.contains(.subnets)) { try await session.network(region: region).subnets() }
        async let ports = Self.list(lists.contains(.ports)) { try await session.network(region: region).ports() }
        async let instances = Self.list(lists.contains(.instances)) { try await session.compute(region: region).instances() }
        await self.init(projectID: projectID, vpcs: vpcs, subnets: subnets, ports: ports, instances: instances)
    }

    private static func list<Object>(_ isNeeded: Bool, _ read: () async throws -> [Object]) async -> List<Object> {
        guard isNeeded else { return nil }
        do { return .success(try await read()) } catch { return .failure(StackFailure(reading: error)) }
    }
}
