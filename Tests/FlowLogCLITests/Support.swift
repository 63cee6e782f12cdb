import AsyncHTTPClient
import FlowLogCLI
import FlowLogModel
import FlowLogSimulator
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

/// A user at a shell: a folder with manifests, an environment, and a service that is the simulator.
struct Shell {
    let folder: URL
    var environment: [String: String]
    /// What is typed when the program asks; nil for no terminal.
    var typed: [String]?

    struct Result {
        let status: FlowLogCLI.ExitStatus
        let output: String
        let errors: String

        /// The output as JSON.
        var json: FlowLogSimulator.JSONValue { get throws { try FlowLogSimulator.JSONValue(parsing: Data(output.utf8)) } }
    }

    /// Runs `body` with a shell whose variables lead to a simulator.
    static func withSimulator(
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(buildTime: .zero), clock: SimulatorClock = SimulatorClock(),
        _ body: (Shell, SimulatorHandle) async throws -> Void
    ) async throws {
        try await FlowLogSimulator.withSimulator(configuration, clock: clock) { simulator in
            try await with(identity: simulator.baseURL) { try await body($0, simulator) }
        }
    }

    /// Runs `body` when `webAndDatabase` is applied to a new simulator; it also gets the id of `web`.
    static func withApplied(_ body: (Shell, SimulatorHandle, _ web: String) async throws -> Void) async throws {
        try await withSimulator { shell, simulator in
            try shell.write(webAndDatabase)
            let applied = await shell.run("apply", "--yes", "prod.yaml")
            try await body(shell, simulator, try #require(applied.errors.id(after: "prod/web (KR1): created")))
        }
    }

    /// Runs `body` with a shell whose variables lead to a URL.
    static func with(identity: String, _ body: (Shell) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "flowlogctl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shell = Shell(
            folder: folder,
            environment: [
                "OS_AUTH_URL": "\(identity)/v2.0", "OS_USERNAME": "me@example.com", "OS_PASSWORD": "secret",
                "OS_TENANT_ID": "0123456789abcdef0123456789abcdef",
            ], typed: nil)
        try await body(shell)
    }

    /// Writes a manifest and returns its path.
    @discardableResult
    func write(_ text: String, as name: String = "prod.yaml") throws -> String {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// The text of a file in the folder.
    func read(_ name: String) throws -> String { String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self) }

    /// Runs one command line; `prod.yaml` and the like are taken from the folder.
    func run(_ arguments: String...) async -> Result { await run(arguments) { _ in } }

    /// Runs one command line with other side doors.
    func run(_ arguments: [String], with change: (inout Context) -> Void) async -> Result {
        let output = Mutex("")
        let errors = Mutex("")
        let answers = Mutex(typed ?? [])
        var context = Context(
            environment: Environment(environment), writeOutput: { text in output.withLock { $0 += text } },
            writeError: { text in errors.withLock { $0 += text } },
            readAnswer: { answers.withLock { $0.isEmpty ? nil : $0.removeFirst() } }, isInteractive: typed != nil)
        change(&context)
        let located = arguments.map { $0.hasSuffix(".yaml") && !$0.contains("/") ? folder.appending(path: $0).path : $0 }
        let status = await FlowLogCtl.run(located, in: context)
        return Result(status: status, output: output.withLock { $0 }, errors: errors.withLock { $0 })
    }
}

extension SimulatorHandle {
    /// The calls that changed something, and the paths of the others.
    var writes: [RecordedRequest] {
        get async { await requests.filter { !["GET", "HEAD"].contains($0.method) && !$0.path.hasSuffix("/tokens") } }
    }

    /// A token of a project.
    func token(for project: String) async throws -> String {
        var request = HTTPClientRequest(url: "\(baseURL)/v2.0/tokens")
        request.method = .POST
        request.body = .bytes(
            ByteBuffer(string: #"{"auth":{"tenantId":"\#(project)","passwordCredentials":{"username":"me","password":"secret"}}}"#))
        let body = try await HTTPClient.shared.execute(request, timeout: .seconds(120)).body.collect(upTo: 1 << 20)
        let document = try FlowLogSimulator.JSONValue(parsing: body.readableBytesView)
        return try #require(document.object?["access"]?.object?["token"]?.object?["id"]?.string)
    }

    /// Edits a logger as a console user would.
    func editBehindTheBack(_ id: String, _ body: String) async throws { try await backdoor("PATCH", "loggers/\(id)", body) }

    /// Changes something as a console user would.
    func backdoor(_ method: String, _ object: String, _ body: String) async throws {
        var request = HTTPClientRequest(url: "\(baseURL)/_simulator/\(object)")
        request.method = HTTPMethod(rawValue: method)
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        try #require((200...299).contains(response.status.code))
    }
}

extension String {
    /// The first UUID after a text.
    func id(after text: String) -> String? {
        guard let start = firstRange(of: text)?.upperBound else { return nil }
        let words = self[start...].split { !$0.isHexDigit && $0 != "-" }
        return words.first { $0.count == 36 }.map(String.init)
    }
}

/// A manifest of stack `prod` with the given lines under `loggers`.
func manifest(_ loggers: String, head: String = "region: KR1") -> String {
    """
    apiVersion: flowlog/v1
    stack: prod
    \(head)
    defaults:
      storage_url: https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef/flowlog/${key}
    loggers:
    \(loggers)
    """
}

let webAndDatabase = manifest(
    """
      web: {resource_type: SUBNET, resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11, description: 웹 서버}
      db: {resource_id: 045e204c-4624-4b68-ac8a-7375989d3b79, filter: DROP}
    """)

/// What a run wants to report when a signal ends it.
final class LastWords: Sendable {
    private let words = Mutex<@Sendable () -> Void> {}

    func keep(_ tell: @escaping @Sendable () -> Void) { words.withLock { $0 = tell } }

    func tell() { words.withLock { $0 }() }
}
