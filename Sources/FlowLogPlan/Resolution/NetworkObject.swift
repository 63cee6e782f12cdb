import FlowLogModel

/// An object that a named resource can mean.
protocol NetworkObject: Sendable, Hashable {
    static var noun: String { get }
    /// What a named resource says of it.
    static var part: NamedResource.Part { get }
    var id: String { get }
    var name: String? { get }
    var owner: NetworkOwner { get }
    /// What tells it from others of its name.
    var detail: String { get }
    /// The fields that a question may need, as the API calls them, which this object does not have.
    var missing: [String] { get }
}

extension NetworkObject {
    /// For messages: `VPC 'prod' (7b1e…)`.
    var phrase: String { "\(Self.noun) '\(name ?? "-")' (\(id))" }
}

extension VPC: NetworkObject {
    static let noun = "VPC"
    static let part = NamedResource.Part.vpc
    var detail: String { cidr ?? "-" }
    var missing: [String] { [] }
}

extension Subnet: NetworkObject {
    static let noun = "subnet"
    static let part = NamedResource.Part.subnet
    var detail: String { "\(cidr ?? "-"), VPC \(vpcName.map { "'\($0)'" } ?? vpcID ?? "-")" }
    var missing: [String] { vpcID == nil ? ["vpc_id"] : [] }
}

extension Port: NetworkObject {
    static let noun = "port"
    static let part = NamedResource.Part.port
    /// No port is shared.
    var owner: NetworkOwner { NetworkOwner(projectID: projectID) }
    var detail: String {
        let ips = (addresses ?? []).compactMap(\.ip).joined(separator: ", ")
        return ips.isEmpty ? "-" : ips
    }
    var missing: [String] {
        [
            (vpcID == nil, "network_id"), (addresses == nil, "fixed_ips"), (deviceID == nil, "device_id"),
            (addresses?.contains { $0.subnetID == nil } ?? false, "subnet_id"),
            (addresses?.contains { $0.ip == nil } ?? false, "ip_address"),
        ].filter(\.0).map(\.1)
    }
}

extension Instance: NetworkObject {
    static let noun = "instance"
    static let part = NamedResource.Part.instance
    /// The list has those of the token's project only.
    var owner: NetworkOwner { NetworkOwner() }
    var detail: String { "-" }
    var missing: [String] { [] }
}
