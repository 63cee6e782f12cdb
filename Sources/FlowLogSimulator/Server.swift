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
///
/// - Parameters:
///   - configuration: port 0, the default, lets the system pick one.
///   - clock: the simulator's time.
/// - Throws: what `body` throws, or the reason why the port cannot be used.
@discardableResult
package func withSimulator<Result: Sendable>(
    _ configuration: SimulatorConfiguration = SimulatorConfiguration(),
    clock: SimulatorClock = SimulatorClock(),
    body: (SimulatorHandle) async throws -> Result
) async throws -> Result {
    let service = SimulatedService(configuration, clock: clock)
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

/// What a request's connection says about the server's address.
private struct Connection: InitializableFromSource {
    let baseURL: String

    init(source: ApplicationRequestContextSource) {
        baseURL = "http://127.0.0.1:\(source.channel.localAddress?.port ?? 0)"
    }
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
    let response = Response(await service.answer(call))
    return request.method == .head ? response.createHeadResponse() : response
}

extension Response {
    fileprivate init(_ answer: Answer) {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        switch answer.body {
        case .none:
            self.init(status: .init(code: answer.status), headers: headers)
        case .text(let text):
            headers[.contentType] = "text/plain; charset=utf-8"
            self.init(status: .init(code: answer.status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
        case .json(let value):
            guard let bytes = try? value.encoded() else {
                self.init(status: .internalServerError, headers: headers)
                return
            }
            headers[.contentType] = "application/json"
            self.init(status: .init(code: answer.status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }
}
