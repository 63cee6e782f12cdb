/// One logger as the API has it.
package struct LiveLogger: Sendable, Hashable {
    package var id: String
    /// The fields that a manifest can set; `description` is the users' text, without the mark.
    package var fields: LoggerFields
    /// Who owns it, read from its description.
    package var ownership: MarkedDescription.Ownership
    /// What surrounds the mark, if text follows it.
    package var surroundings: MarkSurroundings?
    package var status: LoggerStatus
    /// The API's `error_type`, empty when fine.
    package var errorType: String
    /// The project that it belongs to, if the answer says.
    package var projectID: ProjectID?
    /// The API's `created_at`, as text. What prints loggers as they are stored takes `FlowLogClient.listLoggers`.
    package var createdAt: String
    /// The API's `updated_at`, as text.
    package var updatedAt: String
    /// What the answer lacks or has otherwise than documented, by the API's names: these fields have no value here.
    package var oddFields: [OddField]

    package init(
        id: String, fields: LoggerFields, ownership: MarkedDescription.Ownership, surroundings: MarkSurroundings? = nil,
        status: LoggerStatus, errorType: String = "", projectID: ProjectID? = nil, createdAt: String = "",
        updatedAt: String = "", oddFields: [OddField] = []
    ) {
        self.id = id
        self.fields = fields
        self.ownership = ownership
        self.surroundings = surroundings
        self.status = status
        self.errorType = errorType
        self.projectID = projectID
        self.createdAt = createdAt
        self.updatedAt = updatedAt
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
