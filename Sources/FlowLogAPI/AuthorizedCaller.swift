import FlowLogApply
import FlowLogModel
import FoundationEssentials
import NIOHTTP1

/// One service of one project. The only place that sends with a token, and that has it renewed when it is rejected (Contract: Apply,
/// Retries); clients of all services stand on it.
struct AuthorizedCaller: Sendable {
    let login: Login
    let service: ServiceURL
    let dispatcher: Dispatcher

    /// Sends a call about a resource.
    /// - Parameters:
    ///   - id: of one object; nil for all.
    ///   - query: percent-encoded.
    ///   - read: makes the result of an answer with a 2xx status.
    func send<Value>(
        _ method: HTTPMethod, _ resource: Resource, id: String? = nil, query: String? = nil, body: Data? = nil,
        _ read: (HTTPAnswer) throws(ControlPlaneError) -> Value
    ) async throws(ControlPlaneError) -> Value {
        var path = resource.path
        if let id {
            guard !["", ".", ".."].contains(id) else { throw ControlPlaneError(.notFound, "'\(id)' is not an id") }
            path += "/" + PercentEncoding.encode(id)
        }
        let url = service.appending(resource.path, query: nil)
        var call = HTTPCall(
            method: method, service: service, path: path, query: query, token: try await login.token(for: url), body: body,
            isRepeatable: method != .POST, isToStorage: resource.isStored)
        var rejections = 0
        while true {
            do throws(ControlPlaneError) {
                let value = try await dispatcher.send(call, read)
                await login.noteAccepted(call.token)
                return value
            } catch {
                rejections += 1
                guard error.kind == .notAuthenticated, rejections < Self.mostTokens else { throw error }
                // A 401 means that nothing was done, so a POST too may be sent again.
                call.token = try await login.token(insteadOf: call.token, for: url, error)
            }
        }
    }

    /// For one call: another worker's new token may be rejected as well when this call comes to use it.
    private static let mostTokens = 3
}
