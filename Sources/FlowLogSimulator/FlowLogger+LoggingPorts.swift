/// The ports that a logger captures; they follow from the logger, so they appear and vanish with it.
extension FlowLogger {
    var loggingPorts: [JSONObject] {
        guard let capturingSince, let target = fields["resource_id"]?.string else { return [] }
        let resourceType = fields["resource_type"]?.string
        let networkID = resourceType == "VPC" ? target : DerivedID.uuid("network of \(target)")
        let portIDs: [String] =
            switch resourceType {
            case "SUBNET": (1...2).map { DerivedID.uuid("port \($0) in subnet \(target)") }
            case "VPC": (1...3).map { DerivedID.uuid("port \($0) in vpc \(target)") }
            default: [target]
            }
        return portIDs.map { portID in
            [
                "id": .string(DerivedID.uuid("logging port of \(id) at \(portID)")),
                "logger_id": .string(id),
                "port_id": .string(portID),
                "network_id": .string(networkID),
                "tenant_id": fields["tenant_id"] ?? .null,
                "project_id": fields["project_id"] ?? .null,
                "created_at": .string(capturingSince),
                "updated_at": .string(capturingSince),
            ]
        }
    }
}
