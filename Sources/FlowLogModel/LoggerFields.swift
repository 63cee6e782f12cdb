/// Values of logger fields; a field may be absent.
package struct LoggerFields: Sendable, Hashable {
    private var values: [FieldValue?]

    /// No field has a value.
    package init() { values = Array(repeating: nil, count: LoggerField.allCases.count) }

    /// The value of a field, or nil where it is absent.
    package subscript(field: LoggerField) -> FieldValue? {
        get { values[field.rawValue] }
        set { values[field.rawValue] = newValue }
    }

    /// The name of the logger, empty if absent.
    package var name: String { self[.name]?.text ?? "" }

    /// Whether the logger is meant to collect; an absent value means true, as in the API.
    package var isEnabled: Bool { self[.adminStateUp] != .boolean(false) }
}
