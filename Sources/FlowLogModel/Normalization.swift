extension LoggerField {
    /// Whether two values of this field mean the same to the service (Contract: Plan); both absent is the same.
    package func isSame(_ left: FieldValue?, _ right: FieldValue?) -> Bool {
        guard left != right else { return true }
        guard let left, let right else { return false }
        return normalized(left) == normalized(right)
    }

    /// The value without what does not count in a comparison.
    package func normalized(_ value: FieldValue) -> FieldValue {
        guard case .string(let text) = value else { return value }
        return .string(normalized(text))
    }

    private func normalized(_ text: String) -> String {
        switch rule.normalization {
        case .none: text
        case .lowercase: text.lowercased()
        case .uppercase: text.uppercased()
        case .uppercaseKeyword: text.contains("#{") ? text : text.uppercased()
        case .noTrailingSlash: text.hasSuffix("/") ? String(text.dropLast()) : text
        case .noTrailingWhiteSpace: String(Substring(text).trimmingTrailingWhiteSpace())
        case .noWhiteSpace: String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
        }
    }
}

extension LoggerFields {
    /// Whether both record the traffic of one VPC, subnet or port; what is not known of one is not the same.
    package func hasSameTarget(as other: LoggerFields) -> Bool {
        recorded == other.recorded && !recorded.contains(nil)
    }

    /// What is recorded: kind and id of the VPC, subnet or port, normalised.
    package var recorded: [FieldValue?] { [LoggerField.resourceType, .resourceID].map { field in self[field].map(field.normalized) } }
}
