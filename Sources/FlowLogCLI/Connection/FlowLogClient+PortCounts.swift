import FlowLogAPI
import FlowLogApply
import FlowLogModel

extension FlowLogClient {
    /// How many ports each logger captures, by its id.
    func portCounts() async throws(ControlPlaneError) -> [String: Int] {
        try await listPorts().reduce(into: [:]) { counts, port in
            if let logger = port["logger_id"]?.string { counts[logger, default: 0] += 1 }
        }
    }
}
