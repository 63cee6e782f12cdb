/// List filters: the query names that the API knows, and the field each looks at.
enum Filters {
    /// Service facts: Flow log loggers; `partitioned_period` is the filter of `partition_period`.
    static let loggers: [String: String] = {
        var names = [
            "id", "name", "resource_type", "resource_id", "filter", "aggregation_interval", "storage_type", "log_format",
            "compression_type", "status", "customized_file_name",
        ].map { ($0, $0) }
        names.append(("partitioned_period", "partition_period"))
        return Dictionary(uniqueKeysWithValues: names)
    }()

    /// The guide, "View a list of flow log logging ports".
    static let loggingPorts = ["id": "id", "logger_id": "logger_id", "port_id": "port_id", "network_id": "network_id"]

    /// Service facts: The network's inventory. `fixed_ips` looks into a list, see below.
    static let network: [Inventory.Kind: [String: String]] = [
        .vpcs: ["id", "name", "tenant_id", "shared", "router:external"],
        .vpcsubnets: ["id", "name", "vpc_id", "cidr", "shared"],
        .ports: ["id", "name", "network_id", "tenant_id", "device_id", "device_owner", "fixed_ips", "status"],
    ].mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0, $0) }) }

    /// Keeps the objects that match every filter; a name given several times matches any of its values, an unknown one is ignored, as in
    /// Neutron.
    /// - Parameter fields: query name to field name.
    static func apply(_ query: Query, fields: [String: String], to objects: [JSONObject]) -> [JSONObject] {
        let filters = fields.compactMap { name, field -> ((JSONObject) -> Bool)? in
            let values = query.values(name)
            if values.isEmpty { return nil }
            if field == "fixed_ips" { return fixedIPs(values) }
            let wanted = Set(values.map { compared($0, field) })
            return { object in object[field].map { wanted.contains(compared($0.text, field)) } ?? false }
        }
        guard !filters.isEmpty else { return objects }
        return objects.filter { object in filters.allSatisfy { $0(object) } }
    }

    /// Ids are compared without case, Boolean values as Neutron reads them, all else byte by byte.
    private static func compared(_ value: String, _ field: String) -> [UInt8] {
        let text =
            switch field {
            case "shared", "router:external": ["1": "true", "0": "false"][value] ?? value.lowercased()
            case _ where field == "id" || field.hasSuffix("_id"): value.lowercased()
            default: value
            }
        return Array(text.utf8)
    }

    /// `ip_address=10.0.0.5` and `subnet_id=…`: one entry of the port's list must match both (upstream).
    private static func fixedIPs(_ values: [String]) -> (JSONObject) -> Bool {
        let pairs = values.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        let wanted = ["ip_address", "subnet_id"].compactMap { name in
            let values = Set(pairs.filter { $0.first == name }.map { compared($0.last ?? "", name) })
            return values.isEmpty ? nil : (name: name, values: values)
        }
        return { port in
            (port["fixed_ips"]?.array ?? []).compactMap(\.object).contains { entry in
                wanted.allSatisfy { filter in entry[filter.name].map { filter.values.contains(compared($0.text, filter.name)) } ?? false }
            }
        }
    }
}
