package import FlowLogApply
package import FlowLogModel

/// A service behind a network that a test controls: each call is answered, never arrives, or loses its answer.
package struct InterceptedControlPlane: ControlPlane {
    package enum Fate: Sendable {
        case answered
        /// The call never arrives.
        case unsent(ControlPlaneError)
        /// The service carries the call out, and this comes instead of its answer.
        case lost(ControlPlaneError)
    }

    private let plane: any ControlPlane
    private let fate: @Sendable (InMemoryControlPlane.Call) async -> Fate
    private let answered: @Sendable (InMemoryControlPlane.Call) async -> Void

    /// - Parameters:
    ///   - plane: the service.
    ///   - answered: runs after a call, before the caller has its answer.
    ///   - fate: decides about a call before it is sent.
    package init(
        _ plane: any ControlPlane, answered: @escaping @Sendable (InMemoryControlPlane.Call) async -> Void = { _ in },
        fate: @escaping @Sendable (InMemoryControlPlane.Call) async -> Fate
    ) {
        self.plane = plane
        self.fate = fate
        self.answered = answered
    }

    package func list() async throws(ControlPlaneError) -> [LiveLogger] {
        try await send(.list) { () async throws(ControlPlaneError) in try await plane.list() }
    }

    package func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger {
        try await send(.show(id)) { () async throws(ControlPlaneError) in try await plane.show(id) }
    }

    package func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger? {
        try await send(.create(fields)) { () async throws(ControlPlaneError) in try await plane.create(fields) }
    }

    package func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger? {
        try await send(.edit(id, edit)) { () async throws(ControlPlaneError) in try await plane.edit(id, edit) }
    }

    package func delete(_ id: String) async throws(ControlPlaneError) {
        try await send(.delete(id)) { () async throws(ControlPlaneError) in try await plane.delete(id) }
    }

    private func send<Answer: Sendable>(
        _ call: InMemoryControlPlane.Call, _ perform: () async throws(ControlPlaneError) -> Answer
    ) async throws(ControlPlaneError) -> Answer {
        switch await fate(call) {
        case .answered:
            let answer: Result<Answer, ControlPlaneError>
            do throws(ControlPlaneError) { answer = .success(try await perform()) } catch { answer = .failure(error) }
            await answered(call)
            return try answer.get()
        case .unsent(let error):
            throw error
        case .lost(let error):
            _ = try? await perform()
            throw error
        }
    }
}
