/// The addresses of the API.
enum Route {
    case versions
    case version
    case tokens
    case loggers
    case logger(String)
    case loggingPorts
    case loggingPort(String)
    case backdoorRequests
    case backdoorLogger(String)
    case backdoorTarget(String)

    /// - Parameter path: still percent-encoded, without the query.
    init?(_ path: Substring) {
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
        default: return nil
        }
    }

    var methods: [String] {
        switch self {
        case .versions, .version, .loggingPorts, .loggingPort, .backdoorRequests: ["GET"]
        case .tokens: ["POST"]
        case .loggers: ["GET", "POST"]
        case .logger: ["GET", "PUT", "DELETE"]
        case .backdoorLogger: ["PATCH"]
        case .backdoorTarget: ["DELETE"]
        }
    }

    var needsToken: Bool {
        switch self {
        case .loggers, .logger, .loggingPorts, .loggingPort: true
        default: false
        }
    }
}
