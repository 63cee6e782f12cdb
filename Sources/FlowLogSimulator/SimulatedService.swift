import FoundationEssentials

/// The service: takes calls one at a time, answers them, and remembers both.
actor SimulatedService {
    private let configuration: SimulatorConfiguration
    private let clock: SimulatorClock
    private var tokens = Tokens()
    private var store: LoggerStore
    private var log = RequestLog()

    init(_ configuration: SimulatorConfiguration, clock: SimulatorClock) {
        self.configuration = configuration
        self.clock = clock
        store = LoggerStore(seeds: configuration.seeds, seededRegion: configuration.region)
    }

    var requests: [RecordedRequest] { log.requests }

    /// Answers a call and records it; calls under `/_simulator` are not recorded.
    func answer(_ call: Call) -> Answer {
        var answer: Answer
        do {
            answer = try respond(to: call)
        } catch let error as APIError {
            answer = error.answer
        } catch {
            answer = APIError(500, "HTTPInternalServerError", "Request Failed: internal server error.").answer
        }
        let requestID = "req-\(UUID().uuidString.lowercased())"
        answer.headers.append(("x-openstack-request-id", requestID))
        if !call.target.hasPrefix("/_simulator") {
            log.record(call, status: answer.status, requestID: requestID)
        }
        return answer
    }

    private func respond(to call: Call) throws -> Answer {
        guard !call.isTooLarge else {
            throw APIError(413, "HTTPRequestEntityTooLarge", "The body of your request was too large for this server.")
        }
        let route = Route(call.path)
        var scope: Scope?
        if route?.needsToken ?? call.path.hasPrefix("/v2.0/") {
            guard let tenant = tokens.tenant(of: call.token, at: clock.now) else {
                throw APIError.authenticationRequired(baseURL: call.baseURL)
            }
            scope = Scope(region: configuration.region, tenant: tenant)
        }
        guard let route else { throw APIError.pathNotFound }
        guard route.methods.contains(call.method) else { throw APIError.methodNotAllowed(call.method, allowed: route.methods) }
        if let scope { return try respond(to: call, route, in: scope, at: clock.now) }
        return try respond(to: call, route, at: clock.now)
    }

    /// The calls that need no token.
    private func respond(to call: Call, _ route: Route, at now: Date) throws -> Answer {
        switch route {
        case .versions: return .ok(Discovery.versions(baseURL: call.baseURL))
        case .version: return .ok(Discovery.version(baseURL: call.baseURL))
        case .tokens: return .ok(try tokens.issue(try call.identityJSON(), configuration, baseURL: call.baseURL, at: now))
        case .backdoorRequests: return .ok(.array(log.requests.map(\.json)))
        case .backdoorLogger(let id):
            return .ok(["flowlog_logger": .object(try store.alter(id, try Backdoor.changes(call), at: now).fields)])
        case .loggers, .logger, .loggingPorts, .loggingPort: throw APIError.pathNotFound
        }
    }

    /// The calls of one tenant.
    private func respond(to call: Call, _ route: Route, in scope: Scope, at now: Date) throws -> Answer {
        switch (route, call.method) {
        case (.loggers, "POST"):
            let fields = try LoggerRules.created(from: try call.envelope("flowlog_logger"), tenant: scope.tenant)
            let logger = FlowLogger(
                creating: fields, id: UUID().uuidString.lowercased(), tenant: scope.tenant, at: now, buildTime: configuration.buildTime
            )
            store[scope, now].insert(logger)
            return Answer(status: 201, body: .json(["flowlog_logger": logger.written(at: now)]))
        case (.loggers, _):
            let all = store[scope, now].list(at: now).map(\.fields)
            return try list(all, call, "flowlog_loggers", Filters.loggers, notFound: APIError.loggerNotFound)
        case (.logger(let id), "PUT"):
            let changes = try LoggerRules.edited(from: try call.envelope("flowlog_logger"))
            let logger = try store[scope, now].update(id, at: now) { $0.edit(changes, at: now, buildTime: configuration.buildTime) }
            return .ok(["flowlog_logger": logger.written(at: now)])
        case (.logger(let id), "DELETE"):
            try store[scope, now].delete(id)
            return Answer(status: 204)
        case (.logger(let id), _):
            return .ok(["flowlog_logger": .object(try store[scope, now].logger(id, at: now).fields)])
        case (.loggingPort(let id), _):
            guard let port = loggingPorts(scope, now).first(where: { $0["id"]?.string == id }) else {
                throw APIError.loggingPortNotFound(id)
            }
            return .ok(["flowlog_logging_port": .object(port)])
        default:
            let ports = loggingPorts(scope, now, of: Set(call.query.values("logger_id")))
            return try list(ports, call, "flowlog_logging_ports", Filters.loggingPorts, notFound: APIError.loggingPortNotFound)
        }
    }

    /// All ports in the order of their ids; only those of some loggers when any are named, since clients poll them one by one.
    private func loggingPorts(_ scope: Scope, _ now: Date, of loggerIDs: Set<String> = []) -> [JSONObject] {
        let loggers =
            loggerIDs.isEmpty
            ? store[scope, now].list(at: now)
            : loggerIDs.compactMap { id in try? store[scope, now].logger(id, at: now) }
        return loggers.flatMap(\.loggingPorts).sorted { ($0["id"]?.string ?? "") < ($1["id"]?.string ?? "") }
    }

    private func list(
        _ objects: [JSONObject], _ call: Call, _ name: String, _ filters: [String: String], notFound: (String) -> APIError
    ) throws -> Answer {
        let query = call.query
        let page = try Paging(query, cap: configuration.pageLimit).page(
            of: Filters.apply(query, fields: filters, to: objects), path: String(call.path),
            markerExists: { marker in objects.contains { $0["id"]?.string == marker } }, notFound: notFound
        )
        var body: JSONObject = [name: .array(page.objects.map(JSONValue.object))]
        if !page.links.isEmpty { body["\(name)_links"] = .array(page.links) }
        return .ok(.object(body))
    }
}
