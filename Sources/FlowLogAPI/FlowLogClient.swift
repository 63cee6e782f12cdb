package import FlowLogApply
package import FlowLogModel
import FoundationEssentials
import NIOHTTP1

/// The API of one region (guide; Service facts: Flow log loggers).
package struct FlowLogClient: ControlPlane {
    private let session: Session
    private let dispatcher: Dispatcher
    private let service: ServiceURL

    init(session: Session, dispatcher: Dispatcher, service: ServiceURL) {
        self.session = session
        self.dispatcher = dispatcher
        self.service = service
    }

    /// The URL of the service, as text that tells services apart.
    package var address: String { service.text }

    package func list() async throws(ControlPlaneError) -> [LiveLogger] {
        try await all(WireLogger.self, of: .loggers, query: nil).map(\.logger)
    }

    package func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger {
        try await send(.GET, .loggers, id: id, Self.logger)
    }

    package func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? {
        try await send(.POST, .loggers, body: WireFormat.body(fields), Self.writtenLogger)
    }

    package func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? {
        try await send(.PUT, .loggers, id: id, body: WireFormat.body(edit.fields), Self.writtenLogger)
    }

    package func delete(_ id: String) async throws(ControlPlaneError) {
        try await send(.DELETE, .loggers, id: id) { _ in }
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
        try await stored(.ports, filters)
    }

    /// One logging port as the API stores it.
    /// - Throws: `ControlPlaneError`, of kind `notFound` if there is none.
    package func showPort(_ id: String) async throws(ControlPlaneError) -> [String: JSONValue] {
        try await stored(.ports, id: id)
    }

    private func stored(_ resource: Resource, _ filters: [String: String]) async throws(ControlPlaneError) -> [[String: JSONValue]] {
        let conditions = filters.map { ListCondition($0.key, $0.value, of: resource) }.sorted { $0.field < $1.field }
        let query = conditions.isEmpty ? nil : conditions.map(\.query).joined(separator: "&")
        return try await all(WireStoredObject.self, of: resource, query: query)
            .map(\.members)
            .filter { object in conditions.allSatisfy { $0.matches(object) } }
    }

    private func stored(_ resource: Resource, id: String) async throws(ControlPlaneError) -> [String: JSONValue] {
        try await send(.GET, resource, id: id) { answer throws(ControlPlaneError) in
            try answer.one(WireStoredObject.self, of: resource).members
        }
    }

    /// All pages of a list. Of a `next` link only the query counts: its host may be an internal one (Service facts: Neutron conventions).
    private func all<Item: Decodable & Identified>(_ type: Item.Type, of resource: Resource, query: String?)
        async throws(ControlPlaneError) -> [Item]
    {
        var query = query
        var queries = Set([query])
        var items: [Item] = []
        var seen: Set<FieldValue> = []
        var size = 0
        let settings = dispatcher.transport.settings
        while true {
            var (answer, page) = try await send(.GET, resource, query: query) { answer throws(ControlPlaneError) in
                (answer, try answer.page(type, of: resource))
            }
            func refused(_ what: String) -> ControlPlaneError {
                settings.told(ControlPlaneError(.invalidAnswer, what, requestID: answer.requestID), of: answer.call)
            }
            size += answer.body.count
            guard size <= settings.bodyLimit else {
                throw refused("the pages of the list are larger than \(settings.bodyLimit) bytes together")
            }
            // What changes between two pages may shift an item from one to the next.
            page.items.removeAll { item in item.id.map { !seen.insert(.string($0)).inserted } ?? false }
            if items.isEmpty { items = page.items } else { items += page.items }
            guard let next = page.next else { return items }
            guard let nextQuery = PercentEncoding.query(ofURL: next) else { throw refused("the answer has a 'next' link without a query") }
            guard nextQuery.utf8.count <= Self.longestQuery else {
                throw refused("the answer has a 'next' link of more than \(Self.longestQuery) bytes")
            }
            guard queries.insert(nextQuery).inserted else {
                throw refused("the answer has a 'next' link to a page that was read before")
            }
            guard queries.count <= settings.pageLimit else {
                throw refused("the list has more than \(settings.pageLimit) pages, as if it had no end")
            }
            query = nextQuery
        }
    }

    /// No server takes longer ones.
    private static let longestQuery = 8 << 10

    private static func logger(_ answer: HTTPAnswer) throws(ControlPlaneError) -> LiveLogger {
        try answer.one(WireSoundLogger.self, of: .loggers).logger
    }

    private static func writtenLogger(_ answer: HTTPAnswer) throws(ControlPlaneError) -> LiveLogger? {
        try answer.written(WireSoundLogger.self, of: .loggers)?.logger
    }

    /// The one place that sends a call of this service.
    /// - Parameter read: makes the result of an answer with a 2xx status.
    private func send<Value>(
        _ method: HTTPMethod, _ resource: Resource, id: String? = nil, query: String? = nil, body: Data? = nil,
        _ read: (HTTPAnswer) throws(ControlPlaneError) -> Value
    ) async throws(ControlPlaneError) -> Value {
        var path = resource.path
        if let id {
            guard !["", ".", ".."].contains(id) else { throw ControlPlaneError(.notFound, "'\(id)' is not an id") }
            path += "/" + PercentEncoding.encode(id)
        }
        var call = HTTPCall(
            method: method, service: service, path: path, query: query, token: try await session.token(), body: body,
            isRepeatable: method != .POST)
        var rejections = 0
        while true {
            do throws(ControlPlaneError) {
                let value = try await dispatcher.send(call, read)
                await session.noteAccepted(call.token)
                return value
            } catch {
                rejections += 1
                guard error.kind == .notAuthenticated, rejections < Self.mostTokens else { throw error }
                // A 401 means that nothing was done, so a POST too may be sent again.
                call.token = try await session.token(insteadOf: call.token, error)
            }
        }
    }

    /// For one call: another worker's new token may be rejected as well when this call comes to use it.
    private static let mostTokens = 3
}
