import FoundationEssentials

/// The loggers of one tenant in one region.
struct Project: Sendable {
    /// A write that readers, or only lists, do not see yet.
    private struct RecentWrite: Sendable {
        var id: String
        var visibleFrom: Date
        /// What there is to see until then; nil for nothing.
        var before: FlowLogger?
    }

    /// What writes act on, by id.
    private(set) var loggers: [String: FlowLogger]
    /// The oldest first.
    private var recent: [RecentWrite] = []
    /// How far back a read may look.
    private let memory: Duration

    /// - Parameters:
    ///   - loggers: what was there before anybody looked, by id.
    ///   - memory: how far back a read may look.
    init(_ loggers: [String: FlowLogger] = [:], memory: Duration) {
        self.loggers = loggers
        self.memory = memory
    }

    /// What a list shows at a time, at most `memory` ago, in the order of ids, as Neutron sorts a paged list.
    func list(at time: Date) -> [FlowLogger] {
        var visible = loggers
        for write in recent.reversed() where write.visibleFrom > time { visible[write.id] = write.before }
        return visible.sorted { $0.key < $1.key }.map { $0.value.settled(at: time) }
    }

    /// What a show shows at a time, at most `memory` ago.
    /// - Throws: `APIError` 404.
    func logger(_ id: String, at time: Date) throws -> FlowLogger {
        let kept = kept(id)
        let write = recent.first { $0.id == kept && $0.visibleFrom > time }
        guard let logger = write.map(\.before) ?? loggers[kept] else { throw APIError.loggerNotFound(id) }
        return logger.settled(at: time)
    }

    /// Whether a write finds the logger.
    func has(_ id: String) -> Bool { loggers[kept(id)] != nil }

    /// An id as it is kept: asked for in upper case, it is the same, as in a database that compares without case.
    private func kept(_ id: String) -> String {
        loggers[id] != nil || recent.contains { $0.id == id } ? id : id.lowercased()
    }

    mutating func insert(_ logger: FlowLogger, at now: Date) {
        remember(logger.id, at: now)
        loggers[logger.id] = logger
    }

    /// - Throws: `APIError` 404.
    mutating func update(_ id: String, at now: Date, _ change: (inout FlowLogger) -> Void) throws -> FlowLogger {
        guard var logger = loggers[kept(id)]?.settled(at: now) else { throw APIError.loggerNotFound(id) }
        let id = logger.id
        change(&logger)
        remember(id, at: now)
        loggers[id] = logger
        return logger
    }

    /// Deletes a logger; readers see it for a time yet.
    /// - Throws: `APIError` 404.
    mutating func delete(_ id: String, at now: Date, lag: Duration) throws {
        guard let id = loggers[kept(id)]?.id else { throw APIError.loggerNotFound(id) }
        remember(id, at: now, lag: lag)
        loggers[id] = nil
    }

    /// Keeps what was there before a write for as long as a reader may still see it.
    private mutating func remember(_ id: String, at now: Date, lag: Duration = .zero) {
        let seen = now.addingTimeInterval(-memory.timeInterval)
        recent.removeAll { $0.visibleFrom <= seen }
        guard lag + memory > .zero else { return }
        recent.append(RecentWrite(id: id, visibleFrom: now.addingTimeInterval(lag.timeInterval), before: loggers[id]))
    }
}
