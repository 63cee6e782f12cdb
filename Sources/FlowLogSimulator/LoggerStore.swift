import FoundationEssentials

/// Where loggers live: a tenant's in one region.
struct Scope: Hashable, Sendable {
    var region: String
    var tenant: String
}

/// The loggers of one scope.
struct Project: Sendable {
    private(set) var loggers: [String: FlowLogger]

    /// All loggers in the order of their ids, as Neutron sorts a paged list.
    mutating func list(at now: Date) -> [FlowLogger] {
        for id in loggers.keys where loggers[id]?.buildEnds != nil { loggers[id]?.finishBuild(at: now) }
        return loggers.sorted { $0.key < $1.key }.map(\.value)
    }

    /// - Throws: `APIError` 404.
    mutating func logger(_ id: String, at now: Date) throws -> FlowLogger {
        loggers[id]?.finishBuild(at: now)
        guard let logger = loggers[id] else { throw APIError.loggerNotFound(id) }
        return logger
    }

    mutating func insert(_ logger: FlowLogger) { loggers[logger.id] = logger }

    /// - Throws: `APIError` 404.
    mutating func update(_ id: String, at now: Date, _ change: (inout FlowLogger) -> Void) throws -> FlowLogger {
        var logger = try logger(id, at: now)
        change(&logger)
        loggers[id] = logger
        return logger
    }

    /// - Throws: `APIError` 404.
    mutating func delete(_ id: String) throws {
        guard loggers.removeValue(forKey: id) != nil else { throw APIError.loggerNotFound(id) }
    }
}

/// Every tenant's loggers.
struct LoggerStore: Sendable {
    private var projects: [Scope: Project] = [:]
    /// What a tenant starts with.
    private var seeds: [Seed]
    private let seededRegion: String

    init(seeds: [Seed], seededRegion: String) {
        self.seeds = seeds
        self.seededRegion = seededRegion
    }

    /// The loggers of a scope; the first look brings the seeds in.
    subscript(scope: Scope, now: Date) -> Project {
        get { projects[scope] ?? newProject(scope, at: now) }
        _modify {
            if projects[scope] == nil { projects[scope] = newProject(scope, at: now) }
            yield &projects[scope, default: Project(loggers: [:])]
        }
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

    private func newProject(_ scope: Scope, at now: Date) -> Project {
        guard scope.region == seededRegion else { return Project(loggers: [:]) }
        let loggers = seeds.map { $0.logger(tenant: scope.tenant, at: now) }
        return Project(loggers: Dictionary(loggers.map { ($0.id, $0) }) { first, _ in first })
    }
}
