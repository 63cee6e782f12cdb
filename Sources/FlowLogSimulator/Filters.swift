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

    /// Keeps the objects that match every filter; a name given several times matches any of its values, an unknown one is ignored, as in
    /// Neutron.
    /// - Parameter fields: query name to field name.
    static func apply(_ query: Query, fields: [String: String], to objects: [JSONObject]) -> [JSONObject] {
        let wanted = fields.compactMap { name, field in
            let values = query.values(name)
            return values.isEmpty ? nil : (field: field, values: Set(values.map { compared($0, field) }))
        }
        guard !wanted.isEmpty else { return objects }
        return objects.filter { object in
            wanted.allSatisfy { filter in object[filter.field].map { filter.values.contains(compared($0.text, filter.field)) } ?? false }
        }
    }

    /// Ids are compared without case, all else byte by byte.
    private static func compared(_ value: String, _ field: String) -> [UInt8] {
        Array((field == "id" || field.hasSuffix("_id") ? value.lowercased() : value).utf8)
    }
}
