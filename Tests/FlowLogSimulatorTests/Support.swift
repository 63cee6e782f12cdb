import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Testing

@testable import FlowLogSimulator

/// An answer, with its body read as JSON when it is JSON.
struct Reply: Sendable {
    var status: Int
    var headers: [String: String]
    var text: String

    var json: JSONValue { (try? JSONValue(parsing: Array(text.utf8))) ?? .null }
    var logger: JSONObject { json.object?["flowlog_logger"]?.object ?? [:] }
    var id: String { logger["id"]?.string ?? "" }
    /// Type and message of a NeutronError.
    var error: (type: String, message: String)? {
        guard let error = json.object?["NeutronError"]?.object, error["detail"] == "" else { return nil }
        return (error["type"]?.string ?? "", error["message"]?.string ?? "")
    }

    func list(_ name: String) -> [JSONObject] { json.object?[name]?.array?.compactMap(\.object) ?? [] }
    var loggers: [JSONObject] { list("flowlog_loggers") }
    var ports: [JSONObject] { list("flowlog_logging_ports") }
}

/// A client that knows nothing but HTTP.
struct Client: Sendable {
    var simulator: SimulatorHandle
    var token: String?

    func call(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> Reply {
        try await call(method, path, bytes: try body.map { Array(try $0.encoded()) })
    }

    func call(_ method: String, _ path: String, bytes: [UInt8]?) async throws -> Reply {
        var request = HTTPClientRequest(url: simulator.baseURL + path)
        request.method = .init(rawValue: method)
        if let token { request.headers.add(name: "X-Auth-Token", value: token) }
        if let bytes {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(bytes)
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let text = String(buffer: try await response.body.collect(upTo: 64 << 20))
        let headers = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        return Reply(status: Int(response.status.code), headers: headers, text: text)
    }

    func login(_ auth: JSONValue) async throws -> Reply { try await call("POST", "/v2.0/tokens", ["auth": auth]) }

    /// The same client with a token of another tenant.
    func loggedIn(tenant: String) async throws -> Client {
        let reply = try await login([
            "tenantId": .string(tenant), "passwordCredentials": ["username": "someone", "password": "secret"],
        ])
        var client = self
        client.token = try #require(reply.json.object?["access"]?.object?["token"]?.object?["id"]?.string)
        return client
    }

    func list(_ query: String = "") async throws -> Reply { try await call("GET", "/v2.0/flowlog-loggers" + query) }
    func listPorts(_ query: String = "") async throws -> Reply { try await call("GET", "/v2.0/flowlog-logging-ports" + query) }
    func show(_ id: String) async throws -> Reply { try await call("GET", "/v2.0/flowlog-loggers/\(id)") }
    func delete(_ id: String) async throws -> Reply { try await call("DELETE", "/v2.0/flowlog-loggers/\(id)") }

    func create(_ fields: JSONObject) async throws -> Reply {
        try await call("POST", "/v2.0/flowlog-loggers", ["flowlog_logger": .object(fields)])
    }

    func edit(_ id: String, _ fields: JSONObject) async throws -> Reply {
        try await call("PUT", "/v2.0/flowlog-loggers/\(id)", ["flowlog_logger": .object(fields)])
    }

    func alter(_ id: String, _ changes: JSONValue) async throws -> Reply {
        try await call("PATCH", "/_simulator/loggers/\(id)", changes)
    }
}

/// 2026-01-02 03:04:05 UTC.
let frozen = Date(timeIntervalSince1970: 1_767_323_045)

/// Runs a simulator whose clock stands still, and a client logged in to `tenant-a`.
func withClient(
    _ configuration: SimulatorConfiguration = SimulatorConfiguration(),
    _ body: (Client) async throws -> Void
) async throws {
    try await withSimulator(configuration, clock: SimulatorClock(frozenAt: frozen)) { simulator in
        try await body(Client(simulator: simulator).loggedIn(tenant: "tenant-a"))
    }
}

/// Runs `body` with the path of a file that is not there yet, in a folder of its own.
func withStatePath(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flowlog-simulator-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appending(path: "state.json").path)
}

let portID = "5e1f0a52-93a7-4a5e-8d3b-0c4f6a1b2c3d"

/// The least that a create takes.
let required: JSONObject = [
    "name": "web", "resource_id": .string(portID), "storage_type": "OBS",
    "storage_url": "https://storage.example.com/v1/AUTH_abc/flowlog/web",
]

/// `required` with some fields replaced; nil takes one out.
func request(_ changes: [String: JSONValue?]) -> JSONObject {
    var fields = required
    for (name, value) in changes { fields[name] = value }
    return fields
}

/// What the guide's logger examples show.
let guideLoggerFields: Set<String> = [
    "status", "connection_setup_only", "description", "partition_period", "resource_id", "tenant_id", "created_at", "error_type",
    "updated_at", "customized_field", "id", "filter", "storage_type", "aggregation_interval", "admin_state_up", "log_format", "storage_url",
    "project_id", "compression_type", "resource_type", "name",
]

/// What the guide's logging port examples show.
let guidePortFields: Set<String> = [
    "network_id", "tenant_id", "created_at", "updated_at", "logger_id", "project_id", "port_id", "id",
]
