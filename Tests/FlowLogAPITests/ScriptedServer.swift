import FlowLogAPI
import FlowLogModel
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// What a server got.
struct RecordedRequest: Sendable {
    let method: String
    /// Path and query, as sent.
    let uri: String
    /// By lower-case name.
    let headers: [String: String]
    let body: String

    var call: String { "\(method) \(uri)" }
}

/// What a server says.
struct Reply: Sendable {
    var status = 200
    var headers: [String: String] = ["content-type": "application/json"]
    var body = ""

    static func json(_ body: String, status: Int = 200, requestID: String? = nil) -> Reply {
        var reply = Reply(status: status, body: body)
        reply.headers["x-openstack-request-id"] = requestID
        return reply
    }

    static func text(_ body: String, status: Int, type: String = "text/plain") -> Reply {
        Reply(status: status, headers: ["content-type": type], body: body)
    }
}

/// An HTTP server of this process that answers from a closure and keeps what it was asked.
final class ScriptedServer: Sendable {
    let url: String
    private let recorder: Recorder<RecordedRequest>

    private init(port: Int, recorder: Recorder<RecordedRequest>) {
        url = "http://127.0.0.1:\(port)"
        self.recorder = recorder
    }

    /// `HOST:PORT`, as messages name it.
    var authority: String { String(url.dropFirst("http://".count)) }

    var requests: [RecordedRequest] { recorder.items }

    /// Runs `body` while the server answers; `answer` gets the server too, for replies that name its address.
    static func run(
        _ answer: @escaping @Sendable (RecordedRequest, String) async throws -> Reply, _ body: (ScriptedServer) async throws -> Void
    ) async throws {
        let recorder = Recorder<RecordedRequest>()
        let (ports, started) = AsyncStream<Int>.makeStream()
        let responder = CallbackResponder<BasicRequestContext> { request, context in
            let recorded = RecordedRequest(
                method: request.method.rawValue, uri: request.head.path ?? "",
                headers: Dictionary(request.headers.map { ($0.name.canonicalName, $0.value) }) { first, _ in first },
                body: String(buffer: try await request.body.collect(upTo: 1 << 20)))
            recorder.add(recorded)
            let reply = try await answer(recorded, "http://\(request.head.authority ?? "")")
            var response = Response(
                status: .init(code: reply.status), body: .init(byteBuffer: ByteBuffer(string: reply.body)))
            for (name, value) in reply.headers {
                if let name = HTTPField.Name(name) { response.headers[name] = value }
            }
            return response
        }
        let application = Application(
            responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in started.yield(channel.localAddress?.port ?? 0) }, logger: .silent)
        try await withThrowingTaskGroup { group in
            group.addTask { try await application.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            let result = await Result { try await body(ScriptedServer(port: port, recorder: recorder)) }
            group.cancelAll()
            _ = await group.nextResult()
            try result.get()
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// A list that several tasks add to.
final class Recorder<Item: Sendable>: Sendable {
    private let list = Mutex<[Item]>([])

    var items: [Item] { list.withLock { $0 } }

    @discardableResult
    func add(_ item: Item) -> Int {
        list.withLock {
            $0.append(item)
            return $0.count
        }
    }
}

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    /// Keeps every line at every level, with its metadata.
    static func recording(_ lines: Recorder<String>) -> Logger { Logger(label: "test") { _ in RecordingHandler(lines: lines) } }

    private struct RecordingHandler: LogHandler {
        let lines: Recorder<String>
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = event.metadata.map { " \($0)" } ?? ""
            lines.add("\(event.level): \(event.message)\(metadata)")
        }
    }
}

/// Never returns by itself, ends when its task is cancelled.
func waitForever() async {
    for await _ in AsyncStream<Never>.makeStream().stream {}
}
