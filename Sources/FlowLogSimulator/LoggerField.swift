/// One field of a logger: what the guide and Service facts: Flow log loggers say about it.
struct LoggerField: Sendable {
    enum Kind: Sendable { case string, boolean, integer }

    /// When a client may send it.
    enum Access: Sendable { case createAndEdit, createOnly, answerOnly }

    let name: String
    let kind: Kind
    let access: Access
    let isRequired: Bool
    /// What the service takes when a create leaves the field out.
    let defaultValue: JSONValue?
    /// Why a value of the right type is refused, or nil.
    let complaint: @Sendable (JSONValue) -> String?

    private init(
        _ name: String, _ kind: Kind = .string, _ access: Access = .createOnly, required: Bool = false,
        default defaultValue: JSONValue? = nil,
        complaint: @escaping @Sendable (JSONValue) -> String? = { _ in nil }
    ) {
        self.name = name
        self.kind = kind
        self.access = access
        self.isRequired = required
        self.defaultValue = defaultValue
        self.complaint = complaint
    }

    static let all: [LoggerField] = [
        LoggerField("name", .string, .createAndEdit, required: true, complaint: ValueRules.atMost255),
        LoggerField("description", .string, .createAndEdit, default: "", complaint: ValueRules.atMost255),
        LoggerField("admin_state_up", .boolean, .createAndEdit, default: true),
        LoggerField("resource_type", default: "PORT", complaint: ValueRules.oneOf("VPC", "SUBNET", "PORT")),
        LoggerField("resource_id", required: true, complaint: ValueRules.uuid),
        LoggerField("filter", default: "ALL", complaint: ValueRules.oneOf("ALL", "ACCEPT", "DROP")),
        LoggerField("aggregation_interval", .integer, default: 10, complaint: ValueRules.within(1...15)),
        LoggerField("connection_setup_only", .boolean, default: false),
        LoggerField("storage_type", required: true, complaint: ValueRules.oneOf("OBS")),
        LoggerField("storage_url", required: true, complaint: ValueRules.storageURL),
        LoggerField("log_format", default: "CSV", complaint: ValueRules.oneOf("CSV", "PARQUET")),
        LoggerField("compression_type", default: "RAW", complaint: ValueRules.oneOf("RAW", "GZIP")),
        LoggerField("customized_field", default: .string(serversLogFields), complaint: ValueRules.nameList),
        LoggerField("partition_period", default: "DAY", complaint: ValueRules.partitionPeriod),
        LoggerField("customized_file_name", default: .string(serversFileName), complaint: ValueRules.fileName),
        LoggerField("id", .string, .answerOnly),
        LoggerField("status", .string, .answerOnly),
        LoggerField("error_type", .string, .answerOnly),
        LoggerField("created_at", .string, .answerOnly),
        LoggerField("updated_at", .string, .answerOnly),
        LoggerField("tenant_id", .string, .answerOnly),
        LoggerField("project_id", .string, .answerOnly),
    ]

    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// The guide's defaults, and the server's own choice where it names none.
    static let defaults = JSONObject(uniqueKeysWithValues: all.compactMap { field in field.defaultValue.map { (field.name, $0) } })

    private static let serversLogFields =
        "timestamp_start,timestamp_end,interface_id,vm_id,subnet_id,vpc_id,region,protocol,src_addr,dst_addr,src_port,dst_port,"
        + "tcp_flag,packets,bytes,filter,status"
    static let serversFileName = "#{logger_id}_#{year}-#{month}-#{day}T#{hour}:#{minute}:#{second}#{timezone}"

    /// Why a value has the wrong JSON type, or nil.
    func typeComplaint(_ value: JSONValue) -> String? {
        switch (kind, value) {
        case (.string, .string), (.boolean, .bool), (.integer, .int): nil
        case (.string, _): "'\(value.text)' is not a valid string"
        case (.boolean, _): "'\(value.text)' is not a valid boolean value"
        case (.integer, _): "'\(value.text)' is not an integer"
        }
    }
}

extension JSONValue {
    /// The value as error messages quote it and as filters compare it.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .string(let value): value
        case .array: "[...]"
        case .object: "{...}"
        }
    }
}
