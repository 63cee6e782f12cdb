import ArgumentParser
import FlowLogModel

/// The API's filters of its list of loggers (guide, "View a list of flow log loggers").
struct LoggerFilterOptions: ParsableArguments {
    @Option(help: "Only the logger with this id.")
    var id: String?

    @Option(help: "Only loggers of this name.")
    var name: String?

    @Option(help: "Only loggers of this kind of target: VPC, SUBNET or PORT.")
    var resourceType: String?

    @Option(help: "Only loggers of this target, by its UUID.")
    var resourceId: String?

    @Option(help: "Only loggers that record these packets: ALL, ACCEPT or DROP.")
    var filter: String?

    @Option(help: ArgumentHelp("Only loggers with this aggregation interval, in minutes.", valueName: "minutes"), transform: parseMinutes)
    var aggregationInterval: Int?

    @Option(help: "Only loggers with this kind of storage: OBS.")
    var storageType: String?

    @Option(help: "Only loggers that write this format: CSV or PARQUET.")
    var logFormat: String?

    @Option(help: "Only loggers that write this compression: RAW or GZIP.")
    var compressionType: String?

    @Option(help: "Only loggers with this partition period: HOUR, DAY or a template.")
    var partitionPeriod: String?

    @Option(
        help: "Only loggers in this status: ACTIVE, INACTIVE, BUILD or ERROR.",
        completion: .list(["ACTIVE", "INACTIVE", "BUILD", "ERROR"]))
    var status: String?

    func validate() throws {
        for (name, value) in filters {
            guard let type = LoggerField(apiName: name)?.rule.type else { continue }
            let option = "--\(name.replacing("_", with: "-"))"
            if case .choice(let words) = type, !words.contains(value.uppercased()) {
                throw ValidationError("\(option) is one of \(words.joined(separator: ", ")), not '\(value)'")
            }
            if type == .uuid, !Identifier.isUUID(value) { throw ValidationError("\(option) is a UUID, not '\(value)'") }
        }
    }

    /// By the API's name of the field.
    var filters: [String: String] {
        [
            "id": id, "name": name, "resource_type": resourceType, "resource_id": resourceId, "filter": filter,
            "aggregation_interval": aggregationInterval.map { "\($0)" }, "storage_type": storageType, "log_format": logFormat,
            "compression_type": compressionType, "partition_period": partitionPeriod, "status": status,
        ].compactMapValues { $0 }
    }
}

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

private func parseMinutes(_ text: String) throws -> Int {
    guard let minutes = Int(text) else { throw ValidationError("it is a whole number of minutes") }
    return minutes
}
