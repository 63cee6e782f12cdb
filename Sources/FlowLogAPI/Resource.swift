/// A resource of the API: its path, and the names of its envelopes (Service facts: Flow log loggers).
struct Resource: Sendable, Equatable {
    let path: String
    let singular: String
    let plural: String

    static let loggers = Resource(path: "/v2.0/flowlog-loggers", singular: "flowlog_logger", plural: "flowlog_loggers")
    static let ports = Resource(path: "/v2.0/flowlog-logging-ports", singular: "flowlog_logging_port", plural: "flowlog_logging_ports")
}
