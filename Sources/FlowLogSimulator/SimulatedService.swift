import FoundationEssentials

/// The service: takes calls one at a time, answers them, and remembers both.
actor SimulatedService {
    private let configuration: SimulatorConfiguration
    private let clock: SimulatorClock
    private let regions: Regions
    private var tokens = Tokens()
    private var store: LoggerStore
    private var log = RequestLog()
    private var faults: FaultInjector
    private let conflicts: Conflicts
    private let stateFile: StateFile?
    /// Ports, subnets and VPCs that were deleted: their loggers outlive them and capture nothing (Service facts: Flow log loggers).
    private var goneTargets: Set<String> = []

    /// - Throws: `StateFile.Invalid`.
    init(_ configuration: SimulatorConfiguration, clock: SimulatorClock) throws {
        self.configuration = configuration
        self.clock = clock
        regions = Regions(configuration.regions)
        faults = FaultInjector(configuration.faults, seed: configuration.faultSeed)
        stateFile = configuration.stateFile.map(StateFile.init)
        store = LoggerStore(
            try stateFile?.read() ?? [:], seeds: configuration.seeds, seededRegion: regions.first,
            memory: Injection(configuration.faults).staleness
        )
        conflicts = Conflicts(
            uniqueNames: configuration.uniqueNames, uniqueTargets: configuration.uniqueTargets, quota: configuration.quota
        )
    }

    var requests: [RecordedRequest] { log.requests }

    /// Answers a call and records it; calls under `/_simulator` are not recorded, and have no latency and no faults.
    func answer(_ call: Call) -> Answer {
        let requestID = "req-\(UUID().uuidString.lowercased())"
        var answer: Answer
        if call.target.hasPrefix("/_simulator") {
            answer = serve(call, Injection([]))
        } else {
            let hits = faults.next(for: call)
            let injection = Injection(hits)
            answer = injection.answer(at: clock.now) { serve(call, injection) }
            answer.delay += configuration.latency
            log.record(call, status: answer.status, requestID: requestID, faults: hits.map(\.text))
        }
        answer.headers.append(("x-openstack-request-id", requestID))
        return answer
    }

    private func serve(_ call: Call, _ injection: Injection) -> Answer {
        do {
            return try respond(to: call, injection)
        } catch let error as APIError {
            return error.answer
        } catch {
            return APIError(500, "HTTPInternalServerError", "Request Failed: internal server error.").answer
        }
    }

    private func respond(to call: Call, _ injection: Injection) throws -> Answer {
        guard !call.isTooLarge else {
            throw APIError(413, "HTTPRequestEntityTooLarge", "The body of your request was too large for this server.")
        }
        let (region, path) = regions.split(call.path)
        let route = Route(path)
        var scope: Scope?
        if route?.needsToken ?? path.hasPrefix("/v2.0/") {
            guard let tenant = tokens.tenant(of: call.token, at: clock.now) else {
                throw APIError.authenticationRequired(baseURL: call.baseURL)
            }
            scope = Scope(region: region, tenant: tenant)
        }
        guard let route else { throw APIError.pathNotFound }
        guard route.methods.contains(call.method) else { throw APIError.methodNotAllowed(call.method, allowed: route.methods) }
        if let scope {
            store.open(scope, at: clock.now)
            return try respond(to: call, route, in: scope, injection, at: clock.now)
        }
        return try respond(to: call, route, at: clock.now, address: regions.address(of: region, baseURL: call.baseURL))
    }

    /// The calls that need no token.
    private func respond(to call: Call, _ route: Route, at now: Date, address: String) throws -> Answer {
        switch route {
        case .versions: return .ok(Discovery.versions(baseURL: address))
        case .version: return .ok(Discovery.version(baseURL: address))
        case .tokens: return .ok(try tokens.issue(try call.identityJSON(), configuration, baseURL: call.baseURL, at: now))
        case .backdoorRequests: return .ok(.array(log.requests.map(\.json)))
        case .backdoorLogger(let id):
            let owner = try Backdoor.Owner(call.query, regions)
            let changes = try Backdoor.changes(call)
            return .ok(["flowlog_logger": .object(try change { try $0.alter(id, of: owner, changes, at: now).fields })])
        case .backdoorTarget(let id):
            goneTargets.insert(id.lowercased())
            return Answer(status: 204)
        case .loggers, .logger, .loggingPorts, .loggingPort: throw APIError.pathNotFound
        }
    }

    /// The calls of one tenant.
    private func respond(to call: Call, _ route: Route, in scope: Scope, _ injection: Injection, at now: Date) throws -> Answer {
        switch (route, call.method) {
        case (.loggers, "POST"):
            let fields = injection.stored(try LoggerRules.created(from: try call.envelope("flowlog_logger"), tenant: scope.tenant))
            try conflicts.check(fields, among: store[scope].loggers.values)
            let logger = FlowLogger(
                creating: fields, id: UUID().uuidString.lowercased(), tenant: scope.tenant, at: now, buildTime: configuration.buildTime
            )
            try change { $0[scope].insert(logger, at: now) }
            return Answer(status: 201, body: .json(["flowlog_logger": logger.written(at: now)]))
        case (.loggers, _):
            let all = store[scope].list(at: injection.listTime(now)).map(\.fields)
            return try list(all, call, "flowlog_loggers", Filters.loggers, notFound: APIError.loggerNotFound)
        case (.logger(let id), "PUT"):
            let changes = injection.stored(try LoggerRules.edited(from: try call.envelope("flowlog_logger")))
            let others = store[scope].loggers
            let logger = try change { store in
                let logger = try store[scope].update(id, at: now) { $0.edit(changes, at: now, buildTime: configuration.buildTime) }
                try conflicts.check(changes, edited: logger, among: others.values)
                return logger
            }
            return .ok(["flowlog_logger": logger.written(at: now)])
        case (.logger(let id), "DELETE"):
            try change { try $0[scope].delete(id, at: now, lag: injection.deleteLag) }
            return Answer(status: 204)
        case (.logger(let id), _):
            return .ok(["flowlog_logger": .object(try store[scope].logger(id, at: injection.showTime(now)).fields)])
        case (.loggingPort(let id), _):
            guard let port = loggingPorts(scope, injection.showTime(now)).first(where: { $0["id"]?.string == id.lowercased() }) else {
                throw APIError.loggingPortNotFound(id)
            }
            return .ok(["flowlog_logging_port": .object(port)])
        default:
            let ports = loggingPorts(scope, injection.listTime(now), of: Set(call.query.values("logger_id")))
            return try list(ports, call, "flowlog_logging_ports", Filters.loggingPorts, notFound: APIError.loggingPortNotFound)
        }
    }

    /// Changes the loggers, on disk too: a change that cannot be saved does not happen.
    private func change<Result>(_ body: (inout LoggerStore) throws -> Result) throws -> Result {
        var changed = store
        let result = try body(&changed)
        do {
            try stateFile?.write(changed.loggers)
        } catch {
            throw APIError(500, "StateNotSaved", "The simulator cannot write its state file; nothing was changed.")
        }
        store = changed
        return result
    }

    /// All ports in the order of their ids; only those of some loggers when any are named, since clients poll them one by one.
    private func loggingPorts(_ scope: Scope, _ now: Date, of loggerIDs: Set<String> = []) -> [JSONObject] {
        let loggers =
            loggerIDs.isEmpty
            ? store[scope].list(at: now)
            : loggerIDs.compactMap { id in try? store[scope].logger(id, at: now) }
        let captured = loggers.filter { !goneTargets.contains($0.fields["resource_id"]?.string?.lowercased() ?? "") }
        return captured.flatMap(\.loggingPorts).sorted { ($0["id"]?.string ?? "") < ($1["id"]?.string ?? "") }
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
