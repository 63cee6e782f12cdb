package import FlowLogModel

/// What a PUT carries: the mutable fields, always together, and nothing else (Service facts: Flow log loggers; Contract: Apply, Writes).
package struct LoggerEdit: Sendable, Hashable {
    /// Every mutable field that has a value or a default; `description` is complete, with its mark.
    package let fields: LoggerFields

    /// - Parameters:
    ///   - fields: what the logger is to have; its immutable fields are left out.
    ///   - description: complete, with the mark.
    package init(_ fields: LoggerFields, description: String) {
        var sent = LoggerFields()
        for field in LoggerField.mutable { sent[field] = fields[field] ?? field.rule.defaultValue }
        sent[.description] = .string(description)
        self.fields = sent
    }
}
