extension LoggerField {
    /// What is known of one field.
    package struct Rule: Sendable {
        package let apiName: String
        package let type: ValueType
        package let leftOut: Omission
        /// Whether a PUT carries it (Service facts: Flow log loggers); what it does not carry, only a new logger can have otherwise.
        package let isMutable: Bool
        /// Whether `export` may write it into `defaults`; what names or tells a logger is never shared, even where all have the same.
        package let isShareable: Bool
        package let normalization: Normalization
        /// How the API filters its list by the field; nil if it does not.
        package let listFilter: ListFilter?
        /// One line for people: `explain`, the schema of manifests.
        package let documentation: String

        init(
            _ apiName: String, _ type: ValueType, leftOut: Omission = .serviceChoice, mutable: Bool = false, shareable: Bool = true,
            normalization: Normalization = .none, listFilter: ListFilter? = nil, _ documentation: String
        ) {
            self.apiName = apiName
            self.type = type
            self.leftOut = leftOut
            self.isMutable = mutable
            self.isShareable = shareable
            self.normalization = normalization
            self.listFilter = listFilter
            self.documentation = documentation
        }

        /// Whether a manifest must give it, by itself or in `defaults`.
        package var isRequired: Bool { leftOut == .refused }

        /// What the API documents for a field left out; nil if it documents nothing.
        package var defaultValue: FieldValue? {
            if case .apiDefault(let value) = leftOut { value } else { nil }
        }

        /// Whether an answer is still what the guide says if it lacks the field.
        package var mayBeUnanswered: Bool { leftOut == .serviceChoice }
    }

    /// The values that a manifest may give.
    package enum ValueType: Sendable, Equatable {
        case boolean
        case integer(ClosedRange<Int>)
        /// One of a few words.
        case choice([String])
        case uuid
        /// 1 to 255 characters, none of them a control character.
        case loggerName
        /// Any text without an owner mark.
        case description
        /// `https://{host}/v1/AUTH_{id}/{container}/{directory-path}`.
        case storageURL
        /// A list of names, or one text of names separated by commas; the API has the latter.
        case nameList
        /// `DAY`, `HOUR`, or a template of `#{year} #{month} #{day} #{hour}` and `A-Za-z0-9/-_=:` (Service facts: Flow log loggers).
        case partitionPeriod
        /// A template with `#{logger_id} #{year} #{month} #{day} #{hour} #{minute} #{second}`, each exactly once, and `#{timezone}` at most
        /// once (Service facts: Flow log loggers).
        case fileName

        /// How the API has such a value in JSON.
        package enum Kind: Sendable { case boolean, integer, string }

        package var kind: Kind {
            switch self {
            case .boolean: .boolean
            case .integer: .integer
            case .choice, .uuid, .loggerName, .description, .storageURL, .nameList, .partitionPeriod, .fileName: .string
            }
        }
    }

    /// What a logger has in a field that its manifest leaves out.
    package enum Omission: Sendable, Equatable {
        /// Nothing: the manifest must give the field.
        case refused
        /// The logger's key.
        case key
        /// What the API documents.
        case apiDefault(FieldValue)
        /// What is live, or what the service chooses. The API documents nothing, so an answer may lack the field too.
        case serviceChoice
    }

    /// What does not count when two values of a field are compared (Contract: Plan).
    package enum Normalization: Sendable {
        case none, lowercase, uppercase, noWhiteSpace, noTrailingSlash
        /// The mark follows white space, so what is before it cannot be told from the end of the text.
        case noTrailingWhiteSpace
        /// Upper case for the keywords `DAY` and `HOUR`; a template stays as it is.
        case uppercaseKeyword
    }

    /// A filter of the API's list of loggers (Service facts: Flow log loggers).
    package struct ListFilter: Sendable {
        /// What the query calls it; nil for the field's name.
        package let queryName: String?
        /// What the option's value is called in help; nil for the option's name.
        package let valueName: String?
        /// What is listed, without a full stop and without the words of a choice, which the field's type has.
        package let documentation: String

        init(_ documentation: String, queryName: String? = nil, value valueName: String? = nil) {
            self.queryName = queryName
            self.valueName = valueName
            self.documentation = documentation
        }
    }
}
