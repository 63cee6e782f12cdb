import FoundationEssentials

/// Where loggers live: a tenant's in one region.
struct Scope: Hashable, Sendable {
    var region: String
    var tenant: String
}

/// Every tenant's loggers.
struct LoggerStore: Sendable {
    private var projects: [Scope: Project]
    /// What a tenant starts with.
    private var seeds: [Seed]
    private let seededRegion: String
    private let memory: Duration

    /// - Parameters:
    ///   - loggers: what is there already, by id; these tenants get no seeds any more.
    ///   - memory: how far back a list may look.
    init(_ loggers: [Scope: [String: FlowLogger]], seeds: [Seed], seededRegion: String, memory: Duration) {
        projects = loggers.mapValues { Project($0, memory: memory) }
        self.seeds = seeds
        self.memory = memory
        self.seededRegion = seededRegion
    }

    /// What writes act on.
    var loggers: [Scope: [String: FlowLogger]] { projects.mapValues(\.loggers) }

    /// Brings the seeds in when a tenant comes for the first time.
    mutating func open(_ scope: Scope, at now: Date) {
        guard projects[scope] == nil else { return }
        let seeded = scope.region == seededRegion ? seeds.map { ($0.id, $0.logger(tenant: scope.tenant, at: now)) } : []
        projects[scope] = Project(Dictionary(seeded) { first, _ in first }, memory: memory)
    }

    /// The loggers of a scope that was opened.
    subscript(scope: Scope) -> Project {
        get { projects[scope, default: Project(memory: memory)] }
        _modify { yield &projects[scope, default: Project(memory: memory)] }
    }

    /// Edits a logger behind the API's back, in every tenant that has it and for those to come.
    ///
    /// - Returns: the logger of the first of those tenants, or as a new tenant would find it.
    /// - Throws: `APIError` 400 for a field the API does not have or of the wrong type, 404.
    mutating func alter(_ id: String, _ changes: JSONObject, at now: Date) throws -> FlowLogger {
        var altered: FlowLogger?
        for scope in projects.keys.sorted(by: { ($0.region, $0.tenant) < ($1.region, $1.tenant) }) {
            guard let existing = projects[scope]?.loggers[id] else { continue }
            try Backdoor.check(changes, of: existing.fields)
            let logger = try projects[scope]?.update(id, at: now) { $0.alter(changes, at: now) }
            altered = altered ?? logger
        }
        for index in seeds.indices where seeds[index].id == id {
            try Backdoor.check(changes, of: seeds[index].logger(tenant: nil, at: now).fields)
            seeds[index].alter(changes)
            altered = altered ?? seeds[index].logger(tenant: nil, at: now)
        }
        guard let altered else { throw APIError.loggerNotFound(id) }
        return altered
    }
}
