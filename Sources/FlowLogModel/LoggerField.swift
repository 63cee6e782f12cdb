/// A field of a flow log logger that a manifest can set, named as in the API (Service facts: Flow log loggers).
///
/// The cases and their rows below are the one place in the client that knows the fields. Decoder, differ, both ways of the wire format, list filters,
/// `export`, `explain` and the tests of the schemas follow from them: a new field is a case and a row.
package enum LoggerField: Int, CaseIterable, Sendable, Hashable {
    case name, description, adminStateUp, resourceType, resourceID, filter, aggregationInterval, connectionSetupOnly, storageType,
        storageURL
    case logFormat, compressionType, customizedField, partitionPeriod, customizedFileName

    /// The field that the API calls so; nil if there is none.
    package init?(apiName: String) {
        guard let field = Self.byName[apiName] else { return nil }
        self = field
    }

    /// The name that the API, manifests and plans use.
    package var apiName: String { rule.apiName }

    /// What is known of this field.
    package var rule: Rule { Self.rules[rawValue] }

    /// The fields that a PUT carries.
    package static let mutable = allCases.filter(\.rule.isMutable)

    private static let rules = allCases.map(\.declaredRule)
    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.apiName, $0) })

    private var declaredRule: Rule {
        switch self {
        case .name:
            Rule(
                "name", .loggerName, leftOut: .key, mutable: true, shareable: false, listFilter: ListFilter("Only loggers of this name"),
                "Name of the logger. Default: the key.")
        case .description:
            Rule(
                "description", .description, mutable: true, shareable: false, normalization: .noTrailingWhiteSpace,
                "Description. Left out, what is live stays. The owner mark is added to it.")
        case .adminStateUp:
            Rule(
                "admin_state_up", .boolean, leftOut: .apiDefault(.boolean(true)), mutable: true,
                "Whether the logger collects. Default: true.")
        case .resourceType:
            Rule(
                "resource_type", .choice(["VPC", "SUBNET", "PORT"]), leftOut: .apiDefault(.string("PORT")), normalization: .uppercase,
                listFilter: ListFilter("Only loggers of this kind of target"),
                "Kind of the target. Default: PORT.")
        case .resourceID:
            Rule(
                "resource_id", .uuid, leftOut: .refused, shareable: false, normalization: .lowercase,
                listFilter: ListFilter("Only loggers of this target, by its UUID"),
                "UUID of the VPC, subnet or port whose traffic is recorded.")
        case .filter:
            Rule(
                "filter", .choice(["ALL", "ACCEPT", "DROP"]), leftOut: .apiDefault(.string("ALL")), normalization: .uppercase,
                listFilter: ListFilter("Only loggers that record these packets"),
                "Which packets are recorded: all, permitted ones or blocked ones. Default: ALL.")
        case .aggregationInterval:
            Rule(
                "aggregation_interval", .integer(1...15), leftOut: .apiDefault(.integer(10)),
                listFilter: ListFilter("Only loggers with this aggregation interval, in minutes", value: "minutes"),
                "Minutes between two files in the storage, 1 to 15. Default: 10.")
        case .connectionSetupOnly:
            Rule(
                "connection_setup_only", .boolean, leftOut: .apiDefault(.boolean(false)),
                "Record only packets that try to set up a connection. Default: false.")
        case .storageType:
            Rule(
                "storage_type", .choice(["OBS"]), leftOut: .apiDefault(.string("OBS")), normalization: .uppercase,
                listFilter: ListFilter("Only loggers with this kind of storage"),
                "Kind of the storage; only OBS exists. Default: OBS.")
        case .storageURL:
            Rule(
                "storage_url", .storageURL, leftOut: .refused, normalization: .noTrailingSlash,
                "Where files go: https://{host}/v1/AUTH_{id}/{container}/{directory-path}.")
        case .logFormat:
            Rule(
                "log_format", .choice(["CSV", "PARQUET"]), leftOut: .apiDefault(.string("CSV")), normalization: .uppercase,
                listFilter: ListFilter("Only loggers that write this format"),
                "Format of the files. Default: CSV.")
        case .compressionType:
            Rule(
                "compression_type", .choice(["RAW", "GZIP"]), leftOut: .apiDefault(.string("RAW")), normalization: .uppercase,
                listFilter: ListFilter("Only loggers that write this compression"),
                "Compression of the files. Default: RAW.")
        case .customizedField:
            Rule(
                "customized_field", .nameList, normalization: .noWhiteSpace,
                "Columns of the files in this order: a list, or names separated by commas. Left out, the service chooses.")
        case .partitionPeriod:
            Rule(
                "partition_period", .partitionPeriod, leftOut: .apiDefault(.string("DAY")), normalization: .uppercaseKeyword,
                listFilter: ListFilter("Only loggers with this partition period: HOUR, DAY or a template", queryName: "partitioned_period"),
                "Folders below the storage URL: DAY, HOUR or a template of #{year} #{month} #{day} #{hour}. Default: DAY.")
        case .customizedFileName:
            Rule(
                "customized_file_name", .fileName,
                "Template of file names with #{logger_id} #{year} #{month} #{day} #{hour} #{minute} #{second}, each once, and #{timezone} at most once. Left out, the service chooses."
            )
        }
    }
}
