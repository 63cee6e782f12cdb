/// The addresses of the API.
enum Route {
    case versions
    case version
    case tokens
    case loggers
    case logger(String)
    case loggingPorts
    case loggingPort(String)
    /// A list of the network endpoint.
    case objects(Inventory.Kind)
    case object(Inventory.Kind, String)
    case servers(tenant: String, hasDetails: Bool)
    case server(tenant: String, String)
    case backdoorRequests
    case backdoorLogger(String)
    case backdoorTarget(String)
    case backdoorObject(Inventory.Kind, String)
    /// By account and name, percent-encoded, or by name alone.
    case backdoorContainer([String])

    /// - Parameters:
    ///   - path: still percent-encoded, without the query.
    ///   - kinds: the lists of the inventory that are served.
    init?(_ path: Substring, kinds: Set<Inventory.Kind>) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        switch parts.count {
        case 1 where parts[0].isEmpty: self = .versions
        case 1 where parts[0] == "v2.0": self = .version
        case 2 where parts == ["v2.0", ""]: self = .version
        case 2 where parts == ["v2.0", "tokens"]: self = .tokens
        case 2 where parts == ["v2.0", "flowlog-loggers"]: self = .loggers
        case 2 where parts == ["v2.0", "flowlog-logging-ports"]: self = .loggingPorts
        case 2 where parts == ["_simulator", "requests"]: self = .backdoorRequests
        case 3 where parts[2].isEmpty: return nil
        case 3 where parts.starts(with: ["v2.0", "flowlog-loggers"]): self = .logger(Query.decode(parts[2]))
        case 3 where parts.starts(with: ["v2.0", "flowlog-logging-ports"]): self = .loggingPort(Query.decode(parts[2]))
        case 3 where parts.starts(with: ["_simulator", "loggers"]): self = .backdoorLogger(Query.decode(parts[2]))
        case 3 where parts.starts(with: ["_simulator", "containers"]), 4 where parts.starts(with: ["_simulator", "containers"]):
            self = .backdoorContainer(parts.dropFirst(2).flatMap { Query.decode($0).split(separator: "/", maxSplits: 1).map(String.init) })
        case 3 where parts.starts(with: ["_simulator", "targets"]): self = .backdoorTarget(Query.decode(parts[2]))
        default: self.init(inventory: parts, kinds: kinds)
        }
    }

    var methods: [String] {
        switch self {
        case .versions, .version, .loggingPorts, .loggingPort, .objects, .object, .servers, .server, .backdoorRequests: ["GET"]
        case .tokens: ["POST"]
        case .loggers: ["GET", "POST"]
        case .logger: ["GET", "PUT", "DELETE"]
        case .backdoorLogger: ["PATCH"]
        case .backdoorTarget: ["DELETE"]
        case .backdoorObject, .backdoorContainer: ["PUT", "PATCH", "DELETE"]
        }
    }

    var needsToken: Bool {
        switch self {
        case .loggers, .logger, .loggingPorts, .loggingPort, .objects, .object, .servers, .server: true
        case .versions, .version, .tokens, .backdoorRequests, .backdoorLogger, .backdoorTarget, .backdoorObject,
            .backdoorContainer:
            false
        }
    }
}

extension Route {
    /// The addresses of the inventory.
    /// - Parameters:
    ///   - parts: of the path, still percent-encoded.
    ///   - kinds: the lists that are served.
    private init?(inventory parts: [String], kinds: Set<Inventory.Kind>) {
        let kind = parts.dropFirst().first.flatMap(Inventory.Kind.init).flatMap { kinds.contains($0) ? $0 : nil }
        let isServers = kinds.contains(.servers) && parts.count > 3 && parts[1] == "v2" && parts[3] == "servers"
        switch (parts.first, kind, parts.count) {
        case ("v2.0", let kind?, 2) where kind != .servers: self = .objects(kind)
        case ("v2.0", let kind?, 3) where kind != .servers: self = .object(kind, Query.decode(parts[2]))
        case ("compute", _, 4) where isServers: self = .servers(tenant: Query.decode(parts[2]), hasDetails: false)
        case ("compute", _, 5) where isServers && parts[4] == "detail": self = .servers(tenant: Query.decode(parts[2]), hasDetails: true)
        case ("compute", _, 5) where isServers: self = .server(tenant: Query.decode(parts[2]), Query.decode(parts[4]))
        case ("_simulator", let kind?, 3): self = .backdoorObject(kind, Query.decode(parts[2]))
        default: return nil
        }
    }
}
