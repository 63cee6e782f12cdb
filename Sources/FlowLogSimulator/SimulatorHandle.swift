import FoundationEssentials
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

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
    // Hummingbird's own application would put the machine's time into every answer: a simulator has its own clock.
    let server = try HTTPServerBuilder.http1().buildServer(
        configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: configuration.port)),
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
        logger: Logger(label: "flowlog-simulator") { _ in SwiftLogNoOpLogHandler() },
        responder: { request, writer, channel in
            let response = await respond(to: request, on: channel, by: service)
            try await writer.write(response: response.head, body: response.body)
        },
        onServerRunning: { channel in
            if let port = channel.localAddress?.port { started.yield(port) }
        })
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { started.finish() }
            try await server.run()
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

private let largestBody = 1 << 20

/// Hummingbird exports the collection of header fields, but not their own type.
private typealias HTTPField = HTTPFields.Element

private func respond(to request: Request, on channel: any Channel, by service: SimulatedService) async -> Response {
    var call = Call(
        method: request.method.rawValue,
        target: request.head.path ?? "/",
        token: HTTPField.Name("x-auth-token").flatMap { request.headers[$0] },
        baseURL: "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    )
    // Only the object storage answers to it otherwise than to a GET.
    if request.method == .head, !call.isToStorage { call.method = "GET" }
    for field in request.headers where field.name.canonicalName.hasPrefix("x-container-") {
        call.containerHeaders[field.name.canonicalName] = field.value
    }
    do {
        call.body = Array(try await request.body.collect(upTo: largestBody).readableBytesView)
    } catch {
        call.isTooLarge = true
    }
    return await service.answer(call).response(to: request.method, on: channel)
}
