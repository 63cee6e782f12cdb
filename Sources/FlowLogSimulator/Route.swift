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

    /// - Parameters:
    ///   - path: still percent-encoded, without the query.
    ///   - kinds: the lists of the inventory that are served.
    init?(_ path: Substring, kinds: Set<Inventory.Kind>) {
        func kind(_ name: String, among kinds: Set<Inventory.Kind>) -> Inventory.Kind? {
            Inventory.Kind(rawValue: name).flatMap { kinds.contains($0) ? $0 : nil }
        }
        let network = kinds.intersection(Inventory.Kind.network)
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
        case 3 where parts.starts(with: ["_simulator", "targets"]): self = .backdoorTarget(Query.decode(parts[2]))
        default:
            switch (parts.first, parts.count) {
            case ("v2.0", 2...3):
                guard let kind = kind(parts[1], among: network) else { return nil }
                self = parts.count == 2 ? .objects(kind) : .object(kind, Query.decode(parts[2]))
            case ("_simulator", 3):
                guard let kind = kind(parts[1], among: kinds) else { return nil }
                self = .backdoorObject(kind, Query.decode(parts[2]))
            case ("compute", 4...5) where kinds.contains(.servers) && parts[1] == "v2" && parts[3] == "servers":
                let tenant = Query.decode(parts[2])
                switch parts.dropFirst(4).first {
                case nil: self = .servers(tenant: tenant, hasDetails: false)
                case "detail": self = .servers(tenant: tenant, hasDetails: true)
                case let id?: self = .server(tenant: tenant, Query.decode(id))
                }
            default: return nil
            }
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
        case .backdoorObject: ["PUT", "PATCH", "DELETE"]
        }
    }

    var needsToken: Bool {
        switch self {
        case .loggers, .logger, .loggingPorts, .loggingPort, .objects, .object, .servers, .server: true
        case .versions, .version, .tokens, .backdoorRequests, .backdoorLogger, .backdoorTarget, .backdoorObject: false
        }
    }
}
