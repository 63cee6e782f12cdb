/// One logger as the API has it.
package struct LiveLogger: Sendable, Hashable {
    package var id: String
    /// The fields that a manifest can set; `description` is the users' text, without the mark.
    package var fields: LoggerFields
    /// Who owns it, read from its description.
    package var ownership: MarkedDescription.Ownership
    /// What surrounds the mark, if text is behind it.
    package var surroundings: MarkSurroundings?
    package var status: LoggerStatus
    /// The API's `error_type`, empty when fine.
    package var errorType: String
    /// The project that it belongs to, if the answer says.
    package var projectID: ProjectID?
    /// The API's `created_at`, as text; used only to order.
    package var createdAt: String
    /// What the answer lacks or has otherwise than documented, by the API's names: these fields have no value here.
    package var oddFields: [OddField]

    package init(
        id: String, fields: LoggerFields, ownership: MarkedDescription.Ownership, surroundings: MarkSurroundings? = nil,
        status: LoggerStatus, errorType: String = "", projectID: ProjectID? = nil, createdAt: String = "", oddFields: [OddField] = []
    ) {
        self.id = id
        self.fields = fields
        self.ownership = ownership
        self.surroundings = surroundings
        self.status = status
        self.errorType = errorType
        self.projectID = projectID
        self.createdAt = createdAt
        self.oddFields = oddFields
    }

    /// The mark of the owner, whether or not this version knows all of its words; of several the last.
    package var mark: OwnerMark? { marks.last }

    /// The marks of all who may be the owner: more than one only if the description has marks of different owners.
    package var marks: [OwnerMark] {
        switch ownership {
        case .owned(let mark), .newer(let mark, words: _): [mark]
        case .ambiguous(let marks): marks
        case .unmarked, .damaged: []
        }
    }

    /// The description to send when another mark is all that changes: at the end, or where the mark stood if it fits only there
    /// (Contract: Apply, Proof).
    package func description(markedBy mark: OwnerMark) -> String {
        mark.appended(to: fields[.description]?.text ?? "", keeping: surroundings)
    }
}

/// A field of an answer that is not as the guide says.
package struct OddField: Sendable, Hashable {
    /// The API's name.
    package let name: String
    /// What the guide says it is: `a string`.
    package let expected: String
    /// What is there instead; nil where nothing is.
    package let value: JSONValue?

    package init(name: String, expected: String, value: JSONValue?) {
        self.name = name
        self.expected = expected
        self.value = value
    }

    /// What is wrong with it, for messages.
    package var text: String { value.map { "'\(name)' should be \(expected), is \($0.kind)" } ?? "'\(name)' is missing" }
}

/// The API's `status`; values that this version does not know are kept (Service facts: Flow log loggers).
package struct LoggerStatus: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let build = LoggerStatus(rawValue: "BUILD")
    package static let active = LoggerStatus(rawValue: "ACTIVE")
    package static let inactive = LoggerStatus(rawValue: "INACTIVE")
    package static let error = LoggerStatus(rawValue: "ERROR")

    /// All that the guide knows.
    package static let documented = [active, inactive, build, error]

    /// The status that a logger should reach: ACTIVE when enabled, INACTIVE when not.
    package static func goal(isEnabled: Bool) -> LoggerStatus { isEnabled ? .active : .inactive }

    /// How far it is from what it should be, the healthier the less (Contract: Whose logger is it, Matching).
    package func distance(from goal: LoggerStatus) -> Int {
        switch self {
        case goal: 0
        case .build: 1
        case .error: 3
        default: 2
        }
    }
}

/// What an `error_type` means for people (Service facts: Flow log loggers, the guide's "Error type").
package struct ErrorAdvice: Sendable {
    package let cause: String
    package let advice: String

    /// - Parameter errorType: the API's `error_type`; one that is not documented gets general advice.
    package init(errorType: String) {
        switch errorType {
        case "AuthenticationSystemError":
            cause = "the flow log system account got no token"
            advice = "this is on the service's side: contact the Customer Center"
        case "OBSConfigurationError":
            cause = "writing a test object to the storage was refused (403)"
            advice = "check the container URL and its access policy: the flow log system account needs Write"
        case "OBSServiceNotAvailableError":
            cause = "writing a test object to the storage failed, but not for lack of permission"
            advice = "check that the container exists, then contact the Customer Center"
        default:
            cause = errorType.isEmpty ? "the service gives no reason" : "the service gives a reason that is not documented"
            advice = "look at the logger in the console, then contact the Customer Center"
        }
    }
}
