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
        return .string(rule.normalization.applied(to: text))
    }
}

extension LoggerField.Normalization {
    /// The text without what does not count in a comparison.
    package func applied(to text: String) -> String {
        switch self {
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
