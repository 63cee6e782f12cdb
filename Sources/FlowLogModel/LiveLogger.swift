/// One logger as the API has it.
package struct LiveLogger: Sendable, Hashable {
    package var id: String
    /// The fields that a manifest can set; `description` is the users' text, without the mark.
    package var fields: LoggerFields
    /// Who owns it, read from the end of its description.
    package var ownership: MarkedDescription.Ownership
    package var status: LoggerStatus
    /// The API's `error_type`, empty when fine.
    package var errorType: String
    /// The project that it belongs to, if the answer says.
    package var projectID: String?
    /// The API's `created_at`, as text; used only to order.
    package var createdAt: String

    package init(
        id: String, fields: LoggerFields, ownership: MarkedDescription.Ownership, status: LoggerStatus, errorType: String = "",
        projectID: String? = nil, createdAt: String = ""
    ) {
        self.id = id
        self.fields = fields
        self.ownership = ownership
        self.status = status
        self.errorType = errorType
        self.projectID = projectID
        self.createdAt = createdAt
    }

    /// The mark of the owner, whether or not this version knows all of its words.
    package var mark: OwnerMark? {
        switch ownership {
        case .owned(let mark), .newer(let mark, words: _): mark
        case .unmarked, .damaged: nil
        }
    }
}

/// The API's `status`; values that this version does not know are kept (FACTS section 1).
package struct LoggerStatus: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let build = LoggerStatus(rawValue: "BUILD")
    package static let active = LoggerStatus(rawValue: "ACTIVE")
    package static let inactive = LoggerStatus(rawValue: "INACTIVE")
    package static let error = LoggerStatus(rawValue: "ERROR")

    /// The status that a logger should reach: ACTIVE when enabled, INACTIVE when not.
    package static func goal(isEnabled: Bool) -> LoggerStatus { isEnabled ? .active : .inactive }

    /// How far it is from what it should be, the healthier the less (CONTRACT section 3, rule 1).
    package func distance(from goal: LoggerStatus) -> Int {
        switch self {
        case goal: 0
        case .build: 1
        case .error: 3
        default: 2
        }
    }
}

/// What an `error_type` means for people (FACTS section 1, the guide's "Error type").
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
