/// What a logger can record, as `resource_type` says it (Service facts: Flow log loggers).
package enum ResourceKind: String, Sendable, Hashable, CaseIterable {
    case vpc = "VPC"
    case subnet = "SUBNET"
    case port = "PORT"
}
