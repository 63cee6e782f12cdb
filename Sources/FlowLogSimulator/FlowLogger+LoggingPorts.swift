/// The ports that a logger captures; they follow from the logger, so they appear and vanish with it.
extension FlowLogger {
    /// The kind of its target and the id; PORT is the API's default.
    var target: (type: String, id: String) { (fields["resource_type"]?.string ?? "PORT", fields["resource_id"]?.string ?? "") }

    /// Ports of a target of which nothing is known, since there is no inventory.
    var inventedPorts: [JSONObject] {
        guard let target = fields["resource_id"]?.string else { return [] }
        let resourceType = fields["resource_type"]?.string
        let networkID = resourceType == "VPC" ? target : DerivedID.uuid("network of \(target)")
        let portIDs: [String] =
            switch resourceType {
            case "SUBNET": (1...2).map { DerivedID.uuid("port \($0) in subnet \(target)") }
            case "VPC": (1...3).map { DerivedID.uuid("port \($0) in vpc \(target)") }
            default: [target]
            }
        return portIDs.map { ["id": .string($0), "network_id": .string(networkID)] }
    }

    /// The logging ports while the logger captures, of the ports that its target contains.
    func loggingPorts(of ports: [JSONObject]) -> [JSONObject] {
        guard let capturingSince else { return [] }
        return ports.map { port in
            [
                "id": .string(DerivedID.uuid("logging port of \(id) at \(port["id"]?.string ?? "")")),
                "logger_id": .string(id),
                "port_id": port["id"] ?? .null,
                "network_id": port["network_id"] ?? .null,
                "tenant_id": fields["tenant_id"] ?? .null,
                "project_id": fields["project_id"] ?? .null,
                "created_at": .string(capturingSince),
                "updated_at": .string(capturingSince),
            ]
        }
    }
}
