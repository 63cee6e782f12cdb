import FoundationEssentials

/// Every tenant's loggers.
struct LoggerStore: Sendable {
    private var projects: [Scope: Project]
    /// Their order.
    private var arrivals: [Scope]
    /// What a tenant starts with.
    private var seeds: [Seed]
    private let seededRegion: String
    private let memory: Duration

    /// - Parameters:
    ///   - loggers: what is there already, by id; these tenants get no seeds any more.
    ///   - memory: how far back a read may look.
    init(_ loggers: [Scope: [String: FlowLogger]], seeds: [Seed], seededRegion: String, memory: Duration) {
        projects = loggers.mapValues { Project($0, memory: memory) }
        arrivals = loggers.keys.sorted { ($0.region, $0.tenant) < ($1.region, $1.tenant) }
        self.seeds = seeds
        self.memory = memory
        self.seededRegion = seededRegion
    }

    /// What writes act on.
    var loggers: [Scope: [String: FlowLogger]] { projects.mapValues(\.loggers) }

    /// Brings the seeds in when a tenant comes for the first time.
    mutating func open(_ scope: Scope, at now: Date) {
        guard projects[scope] == nil else { return }
        let seeded = scope.region == seededRegion ? seeds.map { $0.logger(in: scope, at: now) } : []
        projects[scope] = Project(Dictionary(seeded.map { ($0.id, $0) }) { first, _ in first }, memory: memory)
        arrivals.append(scope)
        if scope.region == seededRegion { for index in seeds.indices { seeds[index].forgetAlterations() } }
    }

    /// The loggers of a scope that was opened.
    subscript(scope: Scope) -> Project {
        get { projects[scope, default: Project(memory: memory)] }
        _modify { yield &projects[scope, default: Project(memory: memory)] }
    }

    /// Edits one logger behind the API's back. Ids are unique but for those that a seed file gives: each tenant has them.
    /// - Parameter owner: whose logger it is; where that leaves several, the one of the tenant that came first.
    /// - Throws: `APIError` 400 for a field the API does not have or of the wrong type, 404.
    mutating func alter(_ id: String, of owner: Backdoor.Owner, _ changes: JSONObject, at now: Date) throws -> FlowLogger {
        if let tenant = owner.tenant { open(Scope(region: owner.region ?? seededRegion, tenant: tenant), at: now) }
        if let scope = arrivals.first(where: { owner.includes($0) && self[$0].has(id) }) {
            try Backdoor.check(changes, of: try self[scope].logger(id, at: now).fields)
            return try self[scope].update(id, at: now) { $0.alter(changes, at: now) }
        }
        guard let index = seeds.firstIndex(where: { $0.id == id }), !arrivals.contains(where: { $0.region == seededRegion }),
            owner.region ?? seededRegion == seededRegion
        else { throw APIError.loggerNotFound(id) }
        try Backdoor.check(changes, of: seeds[index].logger(in: nil, at: now).fields)
        seeds[index].alter(changes)
        return seeds[index].logger(in: nil, at: now)
    }
}
