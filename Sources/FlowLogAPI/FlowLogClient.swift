package import FlowLogApply
package import FlowLogModel
import FoundationEssentials
import NIOHTTP1

/// The API of one region (guide; Service facts: Flow log loggers).
package struct FlowLogClient: ControlPlane {
    private let caller: AuthorizedCaller

    init(_ caller: AuthorizedCaller) { self.caller = caller }

    /// The URL of the service, as text that tells services apart.
    package var address: String { caller.service.text }

    package func list() async throws(ControlPlaneError) -> [LiveLogger] {
        try await caller.list(WireLogger.self, of: .loggers, query: nil).map(\.logger)
    }

    package func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger {
        try await caller.send(.GET, .loggers, id: id, Self.logger)
    }

    package func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? {
        try await caller.send(.POST, .loggers, body: WireFormat.body(fields), Self.writtenLogger)
    }

    package func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? {
        try await caller.send(.PUT, .loggers, id: id, body: WireFormat.body(edit.fields), Self.writtenLogger)
    }

    package func delete(_ id: String) async throws(ControlPlaneError) {
        try await caller.send(.DELETE, .loggers, id: id) { _ in }
    }

    /// Loggers as the API stores them.
    /// - Parameter filters: values by field name, as in Service facts: Flow log loggers; only loggers that have them all are returned.
    /// - Throws: `ControlPlaneError`; never a list that was cut short.
    package func listLoggers(filters: [String: String] = [:]) async throws(ControlPlaneError) -> [[String: JSONValue]] {
        try await stored(.loggers, filters)
    }

    /// One logger as the API stores it.
    /// - Throws: `ControlPlaneError`, of kind `notFound` if there is none.
    package func showLogger(_ id: String) async throws(ControlPlaneError) -> [String: JSONValue] {
        try await stored(.loggers, id: id)
    }

    /// Logging ports: the ports that loggers capture, as the API stores them.
    /// - Parameter filters: values by field name (`id`, `logger_id`, `port_id`, `network_id`); only ports that have them all are returned.
    /// - Throws: `ControlPlaneError`; never a list that was cut short.
    package func listPorts(filters: [String: String] = [:]) async throws(ControlPlaneError) -> [[String: JSONValue]] {
        try await stored(.loggingPorts, filters)
    }

    /// One logging port as the API stores it.
    /// - Throws: `ControlPlaneError`, of kind `notFound` if there is none.
    package func showPort(_ id: String) async throws(ControlPlaneError) -> [String: JSONValue] {
        try await stored(.loggingPorts, id: id)
    }

    private func stored(_ resource: Resource, _ filters: [String: String]) async throws(ControlPlaneError) -> [[String: JSONValue]] {
        let conditions = filters.map { ListCondition($0.key, $0.value, of: resource) }.sorted { $0.field < $1.field }
        let query = conditions.isEmpty ? nil : conditions.map(\.query).joined(separator: "&")
        return try await caller.list(WireStoredObject.self, of: resource, query: query)
            .map(\.members)
            .filter { object in conditions.allSatisfy { $0.matches(object) } }
    }

    private func stored(_ resource: Resource, id: String) async throws(ControlPlaneError) -> [String: JSONValue] {
        try await caller.send(.GET, resource, id: id) { answer throws(ControlPlaneError) in
            try answer.one(WireStoredObject.self, of: resource).members
        }
    }

    private static func logger(_ answer: HTTPAnswer) throws(ControlPlaneError) -> LiveLogger {
        try answer.one(WireSoundLogger.self, of: .loggers).logger
    }

    private static func writtenLogger(_ answer: HTTPAnswer) throws(ControlPlaneError) -> LiveLogger? {
        try answer.written(WireSoundLogger.self, of: .loggers)?.logger
    }
}
