import ArgumentParser

/// The API's filters of its list of logging ports (guide, "View a list of flow log logging ports").
struct PortFilterOptions: ParsableArguments {
    @Option(help: "Only the logging port with this id.")
    var id: String?

    @Option(help: "Only ports that this logger captures.")
    var loggerId: String?

    @Option(help: "Only the logging port of this port.")
    var portId: String?

    @Option(help: "Only ports of this network, the VPC's id.")
    var networkId: String?

    /// By the API's name of the field.
    var filters: [String: String] {
        ["id": id, "logger_id": loggerId, "port_id": portId, "network_id": networkId].compactMapValues { $0 }
    }
}
