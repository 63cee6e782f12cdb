package import FlowLogModel

/// One thing that differs between a live logger and what it is to be.
package enum Difference: Sendable, Hashable {
    /// A field of the table.
    case field(LoggerField, before: FieldValue?, after: FieldValue?)
    /// `STACK/KEY` in the mark, nil without one.
    case owner(before: String?, after: String?)
    /// Whether the mark says that nobody may destroy the logger.
    case protection(before: Bool, after: Bool)

    /// The field that differs; nil where it is the mark.
    package var field: LoggerField? {
        if case .field(let field, _, _) = self { field } else { nil }
    }

    /// Whether only a new logger can have it so.
    package var forcesReplacement: Bool { field.map { !$0.rule.isMutable } ?? false }

    /// The name that plans use for it.
    package var name: String {
        switch self {
        case .field(let field, _, _): field.apiName
        case .owner: "owner"
        case .protection: "protected"
        }
    }

    /// Both values, as JSON.
    package var values: (before: JSONValue, after: JSONValue) {
        switch self {
        case .field(_, let before, let after): (JSONValue(before), JSONValue(after))
        case .owner(let before, let after): (JSONValue(before), JSONValue(after))
        case .protection(let before, let after): (.boolean(before), .boolean(after))
        }
    }
}
