import Hummingbird
import Logging
import NIOCore

/// A running simulator.
package struct SimulatorHandle: Sendable {
    /// The port it listens on.
    package let port: Int
    /// Moves forward on demand: builds finish and tokens expire.
    package let clock: SimulatorClock
    let service: SimulatedService

    /// `http://127.0.0.1:PORT`: the network endpoint and, with `/v2.0`, the identity endpoint.
    package var baseURL: String { "http://127.0.0.1:\(port)" }

    /// The calls it got so far, without secrets, in the order it took them.
    package var requests: [RecordedRequest] { get async { await service.requests } }
}

/// Runs a simulator on 127.0.0.1 for the time of `body`.
///
/// It listens when `body` starts and is gone, connections included, when this returns or throws. Any number may run at once.
/// - Parameters:
///   - configuration: port 0, the default, lets the system pick one.
///   - clock: the simulator's time.
/// - Throws: what `body` throws, or the reason why the port or the state file cannot be used.
@discardableResult
package func withSimulator<Result: Sendable>(
    _ configuration: SimulatorConfiguration = SimulatorConfiguration(),
    clock: SimulatorClock = SimulatorClock(),
    body: (SimulatorHandle) async throws -> Result
) async throws -> Result {
    let service = try SimulatedService(configuration, clock: clock)
    let (ports, started) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
        responder: CallbackResponder<Connection> { request, connection in await respond(to: request, on: connection, by: service) },
        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: configuration.port)),
        onServerRunning: { channel in
            if let port = channel.localAddress?.port { started.yield(port) }
        },
        logger: Logger(label: "flowlog-simulator") { _ in SwiftLogNoOpLogHandler() }
    )
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { started.finish() }
            try await application.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await group.waitForAll()
            throw CancellationError()
        }
        do {
            let result = try await body(SimulatorHandle(port: port, clock: clock, service: service))
            group.cancelAll()
            return result
        } catch {
            group.cancelAll()
            throw error
        }
    }
}

/// What a request arrived on.
private struct Connection: InitializableFromSource {
    let channel: any Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }

    var baseURL: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }
}

private let largestBody = 1 << 20

/// Hummingbird exports the collection of header fields, but not their own type.
private typealias HTTPField = HTTPFields.Element

private func respond(to request: Request, on connection: Connection, by service: SimulatedService) async -> Response {
    var call = Call(
        method: request.method == .head ? "GET" : request.method.rawValue,
        target: request.head.path ?? "/",
        token: HTTPField.Name("x-auth-token").flatMap { request.headers[$0] },
        baseURL: connection.baseURL
    )
    do {
        call.body = Array(try await request.body.collect(upTo: largestBody).readableBytesView)
    } catch {
        call.isTooLarge = true
    }
    return await service.answer(call).response(to: request.method, on: connection.channel)
}
