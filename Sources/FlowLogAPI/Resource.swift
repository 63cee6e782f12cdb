/// A resource of a service: its path, the names of its envelopes, and how its list goes on (Service facts: Flow log loggers; Service
/// facts: The network's inventory).
struct Resource: Sendable, Equatable {
    /// What tells that a page is not the last.
    enum Paging {
        /// A link to the next one.
        case links
        /// An id that is new: the next one is where a link leads, else what comes after the last such id, its `marker`.
        case markers
    }

    let path: String
    let singular: String
    let plural: String
    var paging = Paging.links
    /// Whether it is of the object storage, which answers in HTML, has a pace of its own, and where not to be there is an answer.
    var isStored = false

    static let loggers = Resource(path: "/v2.0/flowlog-loggers", singular: "flowlog_logger", plural: "flowlog_loggers")
    static let loggingPorts = Resource(
        path: "/v2.0/flowlog-logging-ports", singular: "flowlog_logging_port", plural: "flowlog_logging_ports")

    static let vpcs = Resource(path: "/v2.0/vpcs", singular: "vpc", plural: "vpcs")
    static let subnets = Resource(path: "/v2.0/vpcsubnets", singular: "vpcsubnet", plural: "vpcsubnets")
    static let ports = Resource(path: "/v2.0/ports", singular: "port", plural: "ports")

    static let instances = Resource(path: "/servers", singular: "server", plural: "servers", paging: .markers)
}
