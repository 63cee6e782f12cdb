package import FlowLogApply
package import FlowLogModel

/// The service as a list in memory, for laws that need thousands of runs; HTTP against the simulator proves the rest.
package actor InMemoryControlPlane: ControlPlane {
    /// A call, as the tests name it.
    package enum Call: Hashable, Sendable {
        case list
        case show(String)
        case create(LoggerFields)
        case edit(String, LoggerEdit)
        case delete(String)

        package var isWrite: Bool {
            switch self {
            case .list, .show: false
            case .create, .edit, .delete: true
            }
        }
    }

    /// What the service does instead of the call; nil to do it.
    package typealias Interceptor = @Sendable (Call, [LiveLogger]) -> ControlPlaneError?

    package private(set) var loggers: [LiveLogger]
    package private(set) var calls: [Call] = []
    private var created = 0
    private let intercept: Interceptor
    /// What a new logger turns into, BUILD included.
    private let statusAfterCreate: @Sendable (LoggerFields) -> LoggerStatus
    private let answer: @Sendable (LiveLogger) -> LiveLogger
    private let mode: ServiceMode
    /// What late reads still show, and how many of them do.
    private var stale: (loggers: [LiveLogger], lists: Int, shows: [String: Int]) = ([], 0, [:])
    /// How many reads show BUILD after a create or a switch, and how many still show a deleted logger.
    private let settling: Int
    private var settlingLeft: [String: Int] = [:]
    private var leaving: [String: LiveLogger] = [:]

    /// - Parameters:
    ///   - loggers: what is there at first.
    ///   - statusAfterCreate: the status that reads show for a new logger.
    ///   - settling: how many reads show BUILD after a create or a switch of `admin_state_up`, and how many still show a deleted logger.
    ///   - answer: changes what a write stores and answers, for a service that does not keep what it was sent.
    ///   - mode: how else it differs from the service of the guide.
    ///   - intercept: refuses calls.
    package init(
        _ loggers: [LiveLogger] = [],
        statusAfterCreate: @escaping @Sendable (LoggerFields) -> LoggerStatus = { .goal(isEnabled: $0.isEnabled) },
        settling: Int = 0,
        answer: @escaping @Sendable (LiveLogger) -> LiveLogger = { $0 }, mode: ServiceMode = .guide,
        intercept: @escaping Interceptor = { _, _ in nil }
    ) {
        self.loggers = loggers
        self.statusAfterCreate = statusAfterCreate
        self.settling = settling
        self.answer = { mode.stores(answer($0)) }
        self.mode = mode
        self.intercept = intercept
    }

    /// Somebody else creates a logger.
    package func add(_ logger: LiveLogger) { loggers.append(logger) }

    /// Somebody else, or the service itself, changes a logger; nil removes it.
    package func change(_ id: String, _ change: @Sendable (LiveLogger) -> LiveLogger?) {
        guard let index = loggers.firstIndex(where: { $0.id == id }) else { return }
        if let changed = change(loggers[index]) { loggers[index] = changed } else { loggers.remove(at: index) }
    }

    package func list() async throws(ControlPlaneError) -> [LiveLogger] {
        try record(.list)
        for index in loggers.indices where loggers[index].status == .build { settle(index) }
        guard stale.lists > 0 else { return loggers }
        stale.lists -= 1
        return stale.loggers
    }

    package func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger {
        try record(.show(id))
        return mode.answered(try stored(id))
    }

    private func stored(_ id: String) throws(ControlPlaneError) -> LiveLogger {
        let id = loggers.first { $0.id.isSameID(as: id) }?.id ?? leaving.keys.first { $0.isSameID(as: id) } ?? id
        if let left = stale.shows[id], left > 0 {
            stale.shows[id] = left - 1
            guard let old = stale.loggers.first(where: { $0.id == id }) else { throw Self.notFound(id) }
            return old
        }
        if let gone = leaving[id], let left = settlingLeft[id], left > 0 {
            settlingLeft[id] = left - 1
            return gone
        }
        let index = try index(of: id)
        settle(index)
        return loggers[index]
    }

    /// A read: each one brings a logger in BUILD nearer to what it should be.
    private func settle(_ index: Int) {
        let logger = loggers[index]
        if let left = settlingLeft[logger.id], left > 0 {
            settlingLeft[logger.id] = left - 1
        } else if logger.status == .build {
            loggers[index].status = .goal(isEnabled: logger.fields.isEnabled)
        }
    }

    package func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? {
        try record(.create(fields))
        created += 1
        let description = MarkedDescription(fields[.description]?.text ?? "")
        var values = fields
        values[.description] = .string(description.text)
        values[.customizedField] = values[.customizedField] ?? .string("timestamp_start,src_addr")
        let status = settling > 0 ? .build : statusAfterCreate(fields)
        var logger = LiveLogger(
            id: uuid(1_000_000 + created), fields: values, ownership: description.ownership, surroundings: description.surroundings,
            status: status,
            errorType: status == .error ? "OBSConfigurationError" : "", projectID: "project", createdAt: "2026-02-01 00:00:00")
        logger = answer(logger)
        noteWrite(to: logger.id)
        loggers.append(logger)
        settlingLeft[logger.id] = settling
        var inBuild = logger
        inBuild.status = .build
        return mode.answersWrites ? mode.answered(inBuild) : nil
    }

    package func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? {
        try record(.edit(id, edit))
        let index = try index(of: id)
        noteWrite(to: loggers[index].id)
        let description = MarkedDescription(edit.fields[.description]?.text ?? "")
        var logger = loggers[index]
        for field in LoggerField.allCases where edit.fields[field] != nil { logger.fields[field] = edit.fields[field] }
        logger.fields[.description] = .string(description.text)
        logger.ownership = description.ownership
        logger.surroundings = description.surroundings
        if logger.status != .error {
            let isSwitched = settling > 0 && loggers[index].fields.isEnabled != edit.fields.isEnabled
            logger.status = isSwitched ? .build : .goal(isEnabled: edit.fields.isEnabled)
            if isSwitched { settlingLeft[logger.id] = settling }
        }
        loggers[index] = answer(logger)
        return mode.answersWrites ? mode.answered(loggers[index]) : nil
    }

    package func delete(_ id: String) async throws(ControlPlaneError) {
        try record(.delete(id))
        let index = try index(of: id)
        noteWrite(to: loggers[index].id)
        let gone = loggers.remove(at: index)
        leaving[gone.id] = gone
        settlingLeft[gone.id] = settling
    }

    private func noteWrite(to id: String) {
        stale.loggers = loggers
        stale.lists = mode.staleReads
        stale.shows[id] = mode.staleReads
    }

    private func record(_ call: Call) throws(ControlPlaneError) {
        calls.append(call)
        if let error = intercept(call, loggers) { throw error }
    }

    private func index(of id: String) throws(ControlPlaneError) -> Int {
        guard let index = loggers.firstIndex(where: { $0.id.isSameID(as: id) }) else { throw Self.notFound(id) }
        return index
    }

    private static func notFound(_ id: String) -> ControlPlaneError {
        ControlPlaneError(.notFound, "Flow log logger \(id) could not be found.")
    }
}
