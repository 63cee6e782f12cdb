package import FlowLogApply
package import FlowLogModel

/// A service whose lists lag behind its writes, by the manual clock; all else is current.
package actor LaggingControlPlane: ControlPlane {
    private let plane: InMemoryControlPlane
    private let clock: ManualClock
    private let lag: @Sendable () -> Duration
    /// What lists show from a time on.
    private var history: [(since: Duration, loggers: [LiveLogger])]

    /// - Parameters:
    ///   - plane: the service.
    ///   - lag: how old the state is that the next list shows.
    package init(_ plane: InMemoryControlPlane, clock: ManualClock, lag: @escaping @Sendable () -> Duration) async {
        self.plane = plane
        self.clock = clock
        self.lag = lag
        history = [(.zero, await plane.loggers)]
    }

    package func list() async throws(ControlPlaneError) -> [LiveLogger] {
        _ = try await plane.list()
        await note()
        let time = clock.now - lag()
        return history.last { $0.since <= time }?.loggers ?? history[0].loggers
    }

    package func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger {
        let live = try await plane.show(id)
        await note()
        return live
    }

    package func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? {
        let live = try await plane.create(fields)
        await note()
        return live
    }

    package func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? {
        let live = try await plane.edit(id, edit)
        await note()
        return live
    }

    package func delete(_ id: String) async throws(ControlPlaneError) {
        try await plane.delete(id)
        await note()
    }

    private func note() async { history.append((clock.now, await plane.loggers)) }
}
