import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FlowLogPlan

/// What was read in one place.
struct Reading: Sendable {
    /// The service that was read, to apply on.
    let plane: any ControlPlane
    let live: LiveState
    /// How many ports each logger captures, by its id; empty if they were not asked for.
    let ports: [String: Int]
    /// What names of resources are looked up in.
    let inventory: Inventory

    /// - Parameter lists: those of the inventory that are needed.
    /// - Throws: `ConfigurationError`, `ControlPlaneError` or `LiveState.UnknownProject`; never because of the inventory.
    init(of place: Place, through session: Session, also readings: Readings, lists: InventoryLists) async throws {
        let client = try await session.client(region: place.region)
        let projectID = try await session.projectID()
        async let ports = readings.contains(.loggingPorts) ? client.portCounts() : [:]
        async let inventory = Inventory(lists, region: place.region, projectID: projectID, through: session)
        live = try LiveState(region: place.region, service: client.address, projectID: projectID, list: try await client.list())
        self.ports = try await ports
        self.inventory = await inventory
        plane = client
    }
}

extension Pipeline.Planned {
    /// The services that the plan can be applied on.
    var planes: [Place: any ControlPlane] { readings.compactMapValues { try? $0.get().plane } }

    /// How many ports each logger captures, by its id.
    var ports: [String: Int] {
        readings.values.reduce(into: [:]) { counts, reading in
            if let reading = try? reading.get() { counts.merge(reading.ports, uniquingKeysWith: max) }
        }
    }
}
