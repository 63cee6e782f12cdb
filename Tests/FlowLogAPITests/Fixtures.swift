import FlowLogAPI
import FlowLogApply
import FlowLogModel
import Logging

let sampleID = "8287f6df-42cb-4cb6-a3f3-0e13fad43526"
let otherID = "3e84619a-1e49-4b19-b353-a15f7d278f94"
let sampleProject = "419a823563124dc5b5627f5e79db8174"
let sampleColumns = "timestamp_start,timestamp_end,interface_id,vm_id,src_addr,dst_addr,filter,status"
let sampleStorage = "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef0123456789abcdef/logs/web"

/// A logger as the guide's answers have it: all of its fields, in JSON.
/// - Parameter changes: members to set, as JSON text; an empty text leaves the member out.
func loggerJSON(_ changes: [String: String] = [:]) -> String {
    var members = [
        "status": "\"ACTIVE\"", "connection_setup_only": "false", "description": "\"\"", "partition_period": "\"DAY\"",
        "resource_id": "\"045e204c-4624-4b68-ac8a-7375989d3b79\"", "tenant_id": "\"\(sampleProject)\"",
        "created_at": "\"2024-08-04 05:22:57\"", "error_type": "\"\"", "updated_at": "\"2024-08-04 05:22:59\"",
        "customized_field": "\"\(sampleColumns)\"", "id": "\"\(sampleID)\"", "filter": "\"ALL\"", "storage_type": "\"OBS\"",
        "aggregation_interval": "10", "admin_state_up": "true", "log_format": "\"CSV\"", "storage_url": "\"\(sampleStorage)\"",
        "project_id": "\"\(sampleProject)\"", "compression_type": "\"RAW\"", "resource_type": "\"PORT\"", "name": "\"web\"",
    ]
    for (name, value) in changes { members[name] = value.isEmpty ? nil : value }
    return "{\(members.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", "))}"
}

func listJSON(_ loggers: [String], next: String? = nil) -> String {
    let links = next.map { #", "flowlog_loggers_links": [{"rel": "previous", "href": "x"}, {"rel": "next", "href": "\#($0)"}]"# } ?? ""
    return #"{"flowlog_loggers": [\#(loggers.joined(separator: ", "))]\#(links)}"#
}

func portJSON(id: String, loggerID: String) -> String {
    """
    {"network_id": "0afbf332-3432-450f-a25a-3cfa56b886d9", "tenant_id": "\(sampleProject)", "created_at": "2024-07-29 09:21:09",
     "updated_at": "2024-07-29 09:21:09", "logger_id": "\(loggerID)", "project_id": "\(sampleProject)",
     "port_id": "12799b52-0c81-4820-8fe6-b4963989ffe1", "id": "\(id)"}
    """
}

/// The identity service's answer, with further services and keys.
/// - Parameters:
///   - endpoints: region and URL of each network endpoint.
///   - compute: those of the compute service.
///   - storage: those of the object storage.
func tokenJSON(
    token: String = "token-1", project: String? = sampleProject, endpoints: [(String, String)],
    compute: [(String, String)] = [("KR1", "https://compute.example.com/v2")], storage: [(String, String)] = []
) -> String {
    func list(_ endpoints: [(String, String)]) -> String {
        endpoints.map { #"{"region": "\#($0.0)", "publicURL": "\#($0.1)", "id": "x"}"# }.joined(separator: ", ")
    }
    let tenant = project.map { #", "tenant": {"id": "\#($0)", "name": "prod", "enabled": true}"# } ?? ""
    return """
        {"access": {"token": {"id": "\(token)", "expires": "2030-01-01T00:00:00Z", "issued_at": "2029-12-31T12:00:00.000405"\(tenant)},
          "serviceCatalog": [
            {"type": "compute", "name": "nova", "endpoints": [\(list(compute))]},
            {"type": "object-store", "endpoints": [\(list(storage))]}, {"type": "network", "name": "neutron", "endpoints": [\(list(endpoints))]}],
          "user": {"id": "u", "username": "me", "roles": [{"name": "project_admin"}]}, "metadata": {"roles": ["r"], "is_admin": 0}}}
        """
}

let samplePassword = "pass-WORD-7"
let sampleToken = "gAAAA-sample-TOKEN"

/// Settings with a clock that does not wait, and half of the jitter.
func settings(
    timeout: Duration = .seconds(60), bodyLimit: Int = 256 << 20, logger: Logger = .silent, ticker: Ticker = InstantClock().ticker
) -> TransportSettings {
    TransportSettings(
        requestTimeout: timeout, parallelism: 8, version: "1.2.3", logger: logger, bodyLimit: bodyLimit, ticker: ticker, random: { 0.5 })
}

/// Runs `body` with a session of its own.
func withSession<Value>(
    credentials: Credentials, endpoint: String?, storageEndpoint: String? = nil, settings: TransportSettings,
    authorities: CertificateAuthorities? = nil, _ body: (Session) async throws -> Value
) async throws -> Value {
    let storage = try storageEndpoint.map { try ServiceURL($0, setting: "--storage-endpoint") }
    return try await withEdge(settings) { edge in
        try await body(try edge.session(credentials, endpoint: endpoint, storageEndpoint: storage, trusting: authorities))
    }
}

/// Runs `body` with a client of a URL, whose token is `sampleToken`.
func withClient(
    _ url: String, _ settings: TransportSettings = settings(), trusting authorities: CertificateAuthorities? = nil,
    _ body: (FlowLogClient) async throws -> Void
) async throws {
    try await withSession(
        credentials: .token(Secret(sampleToken)), endpoint: url, settings: settings, authorities: authorities
    ) { session in
        try await body(try await session.client(region: nil))
    }
}

/// Runs `body` with a session that logs in at a URL with name and password.
func withLogin(
    _ url: String, endpoint: String? = nil, storageEndpoint: String? = nil, _ settings: TransportSettings = settings(),
    _ body: (Session) async throws -> Void
) async throws {
    let credentials = Credentials.password(
        authURL: try ServiceURL(url, setting: "OS_AUTH_URL"), username: "me@example.com", password: Secret(samplePassword),
        tenant: .id(sampleProject))
    try await withSession(credentials: credentials, endpoint: endpoint, storageEndpoint: storageEndpoint, settings: settings, body)
}

/// What a client makes of one reply to its list call.
func listError(_ reply: Reply, sourceLocation: Int = #line) async throws -> ControlPlaneError? {
    var caught: ControlPlaneError?
    try await ScriptedServer.run({ _, _ in reply }) { server in
        try await withClient(server.url) { client in
            do throws(ControlPlaneError) { _ = try await client.list() } catch { caught = error }
        }
    }
    return caught
}

extension FlowLogClient {
    /// Lists as often as that, all at the same time.
    func listAtOnce(_ times: Int) async throws {
        try await withThrowingTaskGroup { group in
            for _ in 0..<times { group.addTask { _ = try await self.list() } }
            try await group.waitForAll()
        }
    }
}

extension ControlPlaneError {
    /// The message without the call's URL, and without how often it was sent.
    var words: String {
        var text = message[...]
        let places = ["GET", "POST", "PUT", "DELETE"].compactMap { text.ranges(of: " (\($0) http").last?.lowerBound }
        if let place = places.max() { text = text[..<place] }
        if let tries = text.ranges(of: "; tried ").last { text = text[..<tries.lowerBound] }
        return String(text)
    }
}

extension LoggerEdit {
    init(name: String, description: String, adminStateUp: Bool) {
        var fields = LoggerFields()
        fields[.name] = .string(name)
        fields[.adminStateUp] = .boolean(adminStateUp)
        self.init(fields, description: description)
    }
}

extension CertificateAuthorities {
    /// Those of one run that reads no other file.
    static func named(
        in environment: Environment, cloud: CloudEntry?, readFile: (String) throws -> [UInt8]
    ) throws(ConfigurationError) -> CertificateAuthorities? {
        var known: [String: CertificateAuthorities] = [:]
        return try named(in: environment, cloud: cloud, known: &known, readFile: readFile)
    }
}
