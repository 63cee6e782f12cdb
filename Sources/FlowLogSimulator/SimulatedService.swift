import FoundationEssentials

/// The service: takes calls one at a time, answers them, and remembers both.
actor SimulatedService {
    private let configuration: SimulatorConfiguration
    private let clock: SimulatorClock
    private let regions: Regions
    private var tokens = Tokens()
    private var store: LoggerStore
    private var inventory: InventoryHistory?
    /// Nil without containers in the inventory.
    private var storage: ObjectStore?
    private var writer: ObjectWriter
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
        let memory = Injection(configuration.faults).staleness
        store = LoggerStore(try stateFile?.read() ?? [:], seeds: configuration.seeds, seededRegion: regions.first, memory: memory)
        inventory = configuration.inventory.map { InventoryHistory($0, memory: memory) }
        storage = configuration.inventory?.containers.map { ObjectStore($0, pageLimit: configuration.pageLimit) }
        writer = ObjectWriter(configuration.storageWriter, interval: configuration.objectInterval)
        conflicts = Conflicts(
            uniqueNames: configuration.uniqueNames, uniqueTargets: configuration.uniqueTargets, quota: configuration.quota
        )
    }

    var requests: [RecordedRequest] { log.requests }

    /// Answers a call and records it; calls under `/_simulator` are not recorded, and have no latency and no faults.
    func answer(_ call: Call) -> Answer {
        let requestID = "req-\(UUID().uuidString.lowercased())"
        var answer: Answer
        letLoggersWrite(at: clock.now)
        if call.target.hasPrefix("/_simulator") {
            answer = serve(call, Injection([]))
        } else {
            let hits = faults.next(for: call)
            let injection = Injection(hits)
            answer = injection.answer(at: clock.now) { serve(call, injection) }
            answer.delay += configuration.latency
            if call.isToStorage { answer.delay += configuration.storageLatency }
            log.record(call, status: answer.status, requestID: requestID, faults: hits.map(\.text))
        }
        answer.headers.append(("x-openstack-request-id", requestID))
        if call.isToStorage { answer.headers.append(("x-trans-id", requestID)) }
        let now = call.isToStorage ? storageNow : clock.now
        answer.headers.append(("date", Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down)).httpDate))
        return answer
    }

    /// The time by the storage's clock.
    private var storageNow: Date { clock.now.addingTimeInterval(configuration.storageClockSkew.timeInterval) }

    /// Brings the storage up to date, before what a call may change of loggers or containers.
    private func letLoggersWrite(at now: Date) {
        guard var storage, configuration.objectInterval != nil else { return }
        let loggers = store.loggers.flatMap { scope, loggers in loggers.values.map { (scope, $0.settled(at: now)) } }
        writer.catchUp(loggers, in: &storage, at: now, skew: configuration.storageClockSkew)
        self.storage = storage
    }

    /// The object storage: no region, no list of errors of the network's.
    private func serveStorage(_ call: Call, _ injection: Injection) -> Answer {
        do throws(StorageError) {
            guard let visitor = tokens.visitor(with: call.token, at: clock.now) else { throw .unauthorized }
            let request = try StorageCall(call, query: injection.heard(call.query))
            guard var storage else { throw .notFound }
            let answer = try storage.answer(request, call.containerHeaders, of: visitor, at: storageNow)
            self.storage = storage
            return answer
        } catch {
            return error.answer
        }
    }

    private func serve(_ call: Call, _ injection: Injection) -> Answer {
        if call.isToStorage, storage != nil { return serveStorage(call, injection) }
        let (region, path) = regions.split(call.path)
        let isCompute = path.hasPrefix("/compute/") && inventory?.present.kinds.contains(.servers) == true
        do {
            return try respond(to: call, region, path, isCompute: isCompute, injection)
        } catch let error as APIError {
            return (isCompute ? error.asCompute : error).answer
        } catch {
            return APIError(500, "HTTPInternalServerError", "Request Failed: internal server error.").answer
        }
    }

    private func respond(
        to call: Call, _ region: String, _ path: Substring, isCompute: Bool, _ injection: Injection
    ) throws -> Answer {
        guard !call.isTooLarge else {
            throw APIError(413, "HTTPRequestEntityTooLarge", "The body of your request was too large for this server.")
        }
        let route = Route(path, kinds: inventory?.present.kinds ?? [])
        var scope: Scope?
        if route?.needsToken ?? (isCompute || path.hasPrefix("/v2.0/")) {
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
            inventory?.change(at: now) { for kind in Inventory.Kind.network { $0.set(nil, id: id, in: kind) } }
            return Answer(status: 204)
        case .backdoorObject(let kind, let id):
            var answer = APIError.notFound(kind, id).answer
            try inventory?.change(at: now) { answer = try Backdoor.edit(&$0, kind, id, call) }
            return answer
        case .backdoorContainer(let id):
            guard var storage else { throw APIError.pathNotFound }
            let answer = try Backdoor.edit(&storage, id, call, at: storageNow)
            self.storage = storage
            return answer
        case .loggers, .logger, .loggingPorts, .loggingPort, .objects, .object, .servers, .server: throw APIError.pathNotFound
        }
    }

    /// The calls of one tenant.
    private func respond(to call: Call, _ route: Route, in scope: Scope, _ injection: Injection, at now: Date) throws -> Answer {
        let (query, path) = (injection.heard(call.query), String(call.path))
        switch (route, call.method) {
        case (.loggers, "POST"):
            let fields = injection.stored(try LoggerRules.created(from: try call.envelope("flowlog_logger"), tenant: scope.tenant))
            try conflicts.check(fields, among: store[scope].loggers.values)
            let logger = FlowLogger(
                creating: fields, id: UUID().uuidString.lowercased(), tenant: scope.tenant,
                writeErrorType: storage.flatMap { writer.errorType(ofNew: fields, in: $0) }, at: now, buildTime: configuration.buildTime
            )
            try change { $0[scope].insert(logger, at: now) }
            return Answer(status: 201, body: .json(["flowlog_logger": logger.written(at: now)]))
        case (.loggers, _):
            let all = store[scope].list(at: injection.listTime(now)).map(\.fields)
            return try .list(
                all, query, path: path, name: "flowlog_loggers", filters: Filters.loggers, cap: configuration.pageLimit,
                notFound: APIError.loggerNotFound
            )
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
        case (.objects(let kind), _):
            return try reader(scope, injection.listTime(now)).list(kind, query, path: path)
        case (.object(let kind, let id), _):
            return try reader(scope, injection.showTime(now)).show(kind, id)
        case (.servers(scope.tenant, let hasDetails), _):
            return try reader(scope, injection.listTime(now)).servers(query, path: path, hasDetails: hasDetails)
        case (.server(scope.tenant, let id), _):
            return try reader(scope, injection.showTime(now)).show(.servers, id)
        case (.servers(let tenant, _), _), (.server(let tenant, _), _):
            throw APIError.badRequest(
                "Malformed request URL: URL's project_id '\(tenant)' doesn't match Context's project_id '\(scope.tenant)'"
            )
        default:
            let ports = loggingPorts(scope, injection.listTime(now), of: Set(query.values("logger_id")))
            return try .list(
                ports, query, path: path, name: "flowlog_logging_ports", filters: Filters.loggingPorts, cap: configuration.pageLimit,
                notFound: APIError.loggingPortNotFound
            )
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
        let ports: (FlowLogger) -> [JSONObject]
        if let inventory = inventory(of: scope, at: now) {
            let visibility = Visibility(of: inventory, to: scope.tenant)
            ports = { inventory.targets.ports(of: $0.target.type, $0.target.id).filter(visibility.includes) }
        } else {
            ports = { [goneTargets] in goneTargets.contains($0.target.id.lowercased()) ? [] : $0.inventedPorts }
        }
        return loggers.flatMap { $0.loggingPorts(of: ports($0)) }.sorted { ($0["id"]?.string ?? "") < ($1["id"]?.string ?? "") }
    }

    /// What there is beside loggers at a time; nothing outside the first region, and nil without an inventory.
    private func inventory(of scope: Scope, at time: Date) -> Inventory? {
        inventory.map { scope.region == regions.first ? $0.at(time) : $0.present.emptied }
    }

    private func reader(_ scope: Scope, _ time: Date) throws -> InventoryReader {
        guard let inventory = inventory(of: scope, at: time) else { throw APIError.pathNotFound }
        return InventoryReader(
            inventory, tenant: scope.tenant, includesAll: configuration.showsAllTenants, pageLimit: configuration.pageLimit
        )
    }
}
