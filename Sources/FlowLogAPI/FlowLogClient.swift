package import FlowLogApply
package import FlowLogModel
import FoundationEssentials
import NIOHTTP1

/// The API of one region (guide; FACTS section 1).
package struct FlowLogClient: ControlPlane {
    private let session: Session
    private let transport: HTTPTransport
    private let service: ServiceURL

    init(session: Session, transport: HTTPTransport, service: ServiceURL) {
        self.session = session
        self.transport = transport
        self.service = service
    }

    package func list() async throws(ControlPlaneError) -> [LiveLogger] {
        try await all(WireLogger.self, of: .loggers, query: nil).map(\.logger)
    }

    package func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger {
        try await send(.GET, .loggers, id: id).one(WireLogger.self, of: .loggers).logger
    }

    package func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger {
        try await send(.POST, .loggers, body: WireFormat.createBody(fields)).one(WireLogger.self, of: .loggers).logger
    }

    package func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger {
        try await send(.PUT, .loggers, id: id, body: WireFormat.editBody(edit)).one(WireLogger.self, of: .loggers).logger
    }

    package func delete(_ id: String) async throws(ControlPlaneError) {
        _ = try await send(.DELETE, .loggers, id: id)
    }

    /// Loggers as the API stores them.
    /// - Parameter filters: values by field name, as in FACTS section 1; only loggers that have them all are returned.
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
        try await stored(.ports, filters)
    }

    /// One logging port as the API stores it.
    /// - Throws: `ControlPlaneError`, of kind `notFound` if there is none.
    package func showPort(_ id: String) async throws(ControlPlaneError) -> [String: JSONValue] {
        try await stored(.ports, id: id)
    }

    private func stored(_ resource: Resource, _ filters: [String: String]) async throws(ControlPlaneError) -> [[String: JSONValue]] {
        let filters = filters.map { ListFilter(field: $0.key, value: $0.value) }.sorted { $0.field < $1.field }
        let query = filters.isEmpty ? nil : filters.map(\.query).joined(separator: "&")
        return try await all(WireStoredObject.self, of: resource, query: query)
            .map(\.members)
            .filter { object in filters.allSatisfy { $0.matches(object) } }
    }

    private func stored(_ resource: Resource, id: String) async throws(ControlPlaneError) -> [String: JSONValue] {
        try await send(.GET, resource, id: id).one(WireStoredObject.self, of: resource).members
    }

    /// All pages of a list. Of a `next` link only the query counts: its host may be an internal one (FACTS section 3).
    private func all<Item: Decodable & Identified>(_ type: Item.Type, of resource: Resource, query: String?)
        async throws(ControlPlaneError) -> [Item]
    {
        var query = query
        var queries = Set([query])
        var items: [Item] = []
        var seen: Set<[UInt8]> = []
        while true {
            let answer = try await send(.GET, resource, query: query)
            let page = try answer.page(type, of: resource)
            // What changes between two pages may shift an item from one to the next.
            items += page.items.filter { item in item.identity.map { seen.insert(Array($0.utf8)).inserted } ?? true }
            guard let next = page.next else { return items }
            guard let nextQuery = PercentEncoding.query(ofURL: next) else {
                throw ControlPlaneError(
                    .invalidAnswer, "the answer to \(answer.call.name) has a 'next' link without a query", requestID: answer.requestID)
            }
            guard queries.insert(nextQuery).inserted else {
                throw ControlPlaneError(
                    .invalidAnswer, "the answer to \(answer.call.name) has a 'next' link to a page that was read before",
                    requestID: answer.requestID)
            }
            query = nextQuery
        }
    }

    /// The one place that sends a call of this service; the answer has a 2xx status.
    private func send(_ method: HTTPMethod, _ resource: Resource, id: String? = nil, query: String? = nil, body: Data? = nil)
        async throws(ControlPlaneError) -> HTTPAnswer
    {
        var path = resource.path
        if let id {
            guard !["", ".", ".."].contains(id) else { throw ControlPlaneError(.notFound, "'\(id)' is not an id") }
            path += "/" + PercentEncoding.encode(id)
        }
        let token = try await session.token()
        return try await transport.send(
            HTTPCall(method: method, service: service, path: path, query: query, token: token, body: body))
    }
}
