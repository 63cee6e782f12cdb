/// A field of a flow log logger that a manifest can set, named as in the API (Service facts: Flow log loggers).
///
/// The cases and their rules below are the one place that knows the fields: decoder, differ, wire format, schema test and help read them.
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

    private static let rules = allCases.map(\.declaredRule)
    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.apiName, $0) })

    private var declaredRule: Rule {
        switch self {
        case .name:
            Rule("name", .text, mutable: true, "Name of the logger. Default: the key.")
        case .description:
            Rule(
                "description", .text, mutable: true, normalization: .noTrailingWhiteSpace,
                "Description. Left out, what is live stays. The owner mark is added to it.")
        case .adminStateUp:
            Rule("admin_state_up", .boolean, default: .boolean(true), mutable: true, "Whether the logger collects. Default: true.")
        case .resourceType:
            Rule(
                "resource_type", .choice(["VPC", "SUBNET", "PORT"]), default: .string("PORT"), normalization: .uppercase,
                "Kind of the target. Default: PORT.")
        case .resourceID:
            Rule(
                "resource_id", .uuid, required: true, normalization: .lowercase,
                "UUID of the VPC, subnet or port whose traffic is recorded.")
        case .filter:
            Rule(
                "filter", .choice(["ALL", "ACCEPT", "DROP"]), default: .string("ALL"), normalization: .uppercase,
                "Which packets are recorded: all, permitted ones or blocked ones. Default: ALL.")
        case .aggregationInterval:
            Rule(
                "aggregation_interval", .integer(1...15), default: .integer(10),
                "Minutes between two files in the storage, 1 to 15. Default: 10.")
        case .connectionSetupOnly:
            Rule(
                "connection_setup_only", .boolean, default: .boolean(false),
                "Record only packets that try to set up a connection. Default: false.")
        case .storageType:
            Rule(
                "storage_type", .choice(["OBS"]), default: .string("OBS"), normalization: .uppercase,
                "Kind of the storage; only OBS exists. Default: OBS.")
        case .storageURL:
            Rule(
                "storage_url", .storageURL, required: true, normalization: .noTrailingSlash,
                "Where files go: https://{host}/v1/AUTH_{id}/{container}/{directory-path}.")
        case .logFormat:
            Rule(
                "log_format", .choice(["CSV", "PARQUET"]), default: .string("CSV"), normalization: .uppercase,
                "Format of the files. Default: CSV.")
        case .compressionType:
            Rule(
                "compression_type", .choice(["RAW", "GZIP"]), default: .string("RAW"), normalization: .uppercase,
                "Compression of the files. Default: RAW.")
        case .customizedField:
            Rule(
                "customized_field", .nameList, normalization: .noWhiteSpace,
                "Columns of the files in this order: a list, or names separated by commas. Left out, the service chooses.")
        case .partitionPeriod:
            Rule(
                "partition_period", .partitionPeriod, default: .string("DAY"), normalization: .uppercaseKeyword,
                "Folders below the storage URL: DAY, HOUR or a template of #{year} #{month} #{day} #{hour}. Default: DAY.")
        case .customizedFileName:
            Rule(
                "customized_file_name", .fileName,
                "Template of file names with #{logger_id} #{year} #{month} #{day} #{hour} #{minute} #{second}, each once, and #{timezone} at most once. Left out, the service chooses."
            )
        }
    }
}

extension LoggerField {
    /// What the tool knows of one field.
    package struct Rule: Sendable {
        package let apiName: String
        /// The values that a manifest may give.
        package let type: ValueType
        /// What the API documents for a field left out; nil means that it documents nothing and an absent field is not compared.
        package let defaultValue: FieldValue?
        /// Whether a manifest must give it (name has the key, storage_type has OBS).
        package let isRequired: Bool
        /// Whether PUT can change it (guide, "Edit a flow log logger").
        package let isMutable: Bool
        /// What is ignored when two values are compared.
        package let normalization: Normalization
        /// One line for people: schema, help, explain.
        package let documentation: String

        init(
            _ apiName: String, _ type: ValueType, required: Bool = false, default defaultValue: FieldValue? = nil, mutable: Bool = false,
            normalization: Normalization = .none, _ documentation: String
        ) {
            self.apiName = apiName
            self.type = type
            self.defaultValue = defaultValue
            self.isRequired = required
            self.isMutable = mutable
            self.normalization = normalization
            self.documentation = documentation
        }
    }

    /// The kind of value that a field takes.
    package enum ValueType: Sendable, Equatable {
        case text
        case boolean
        case integer(ClosedRange<Int>)
        case choice([String])
        case uuid
        /// `https://{host}/v1/AUTH_{id}/{container}/{directory-path}`.
        case storageURL
        /// A list of names, or one string of names separated by commas; the API has the latter.
        case nameList
        /// `DAY`, `HOUR`, or a template of `#{year} #{month} #{day} #{hour}` and `A-Za-z0-9/-_=:` (Service facts: Flow log loggers).
        case partitionPeriod
        /// A template with `#{logger_id} #{year} #{month} #{day} #{hour} #{minute} #{second}`, each exactly once, and `#{timezone}` at most
        /// once (Service facts: Flow log loggers).
        case fileName
    }

    /// What does not count when values of a field are compared (Contract: Plan).
    package enum Normalization: Sendable {
        case none, lowercase, uppercase, noWhiteSpace, noTrailingSlash
        /// The mark follows white space, so what is in front of it cannot be told from the end of the text.
        case noTrailingWhiteSpace
        /// Upper case for the keywords `DAY` and `HOUR`; a template stays as it is.
        case uppercaseKeyword
    }
}
