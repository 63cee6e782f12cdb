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

    /// - Throws: `ControlPlaneError`, or `LiveState.UnknownProject`.
    init(of place: Place, _ client: FlowLogClient, projectID: ProjectID?, also readings: Readings) async throws {
        async let ports = readings.contains(.loggingPorts) ? client.portCounts() : [:]
        live = try LiveState(region: place.region, service: client.address, projectID: projectID, list: try await client.list())
        self.ports = try await ports
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
