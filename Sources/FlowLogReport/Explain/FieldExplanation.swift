import FlowLogModel

/// What a logger field is, from the table of fields (`explain FIELD`).
package struct FieldExplanation: Sendable {
    private let field: LoggerField

    /// - Parameter field: its name, as manifests and the API have it; case does not count. Nil if there is no such field.
    package init?(field name: String) {
        guard let field = LoggerField(apiName: name.lowercased()) else { return nil }
        self.field = field
    }

    /// Every field, in the order of the table.
    package static var names: [String] { LoggerField.allCases.map(\.apiName) }

    /// The text for people, with a line end at its end.
    package var text: String {
        let rule = field.rule
        let option = rule.listFilter == nil ? "none" : "--\(rule.apiName.replacing("_", with: "-"))"
        return """
            \(rule.apiName)

            \(rule.documentation)

            Value:        \(rule.type.text)
            Left out:     \(rule.leftOut.text)
            Change:       \(rule.isMutable ? "updates the logger in place" : "replaces the logger: the service cannot change it")
            List filter:  \(option)

            """
    }
}

extension LoggerField.ValueType {
    fileprivate var text: String {
        switch self {
        case .boolean: "true or false"
        case .integer(let range): "a whole number, \(range.lowerBound) to \(range.upperBound)"
        case .choice(let words): words.count == 1 ? words.joined() : "one of \(words.joined(separator: ", "))"
        case .uuid: "a UUID"
        case .loggerName: "1 to 255 characters, none of them a control character"
        case .description: "text of at most \(OwnerMark.longestDescription) characters, the owner mark included"
        case .storageURL: "https://{host}/v1/AUTH_{id}/{container}/{directory-path}"
        case .nameList: "a list of names, or one text of names separated by commas"
        case .partitionPeriod: "DAY, HOUR, or a template of #{year} #{month} #{day} #{hour}, letters, digits and / - _ = :"
        case .fileName:
            "a template with #{logger_id} #{year} #{month} #{day} #{hour} #{minute} #{second}, each once, and #{timezone} at most once"
        }
    }
}

extension LoggerField.Omission {
    fileprivate var text: String {
        switch self {
        case .refused: "an error: give it to the logger or in 'defaults'"
        case .key: "the logger's key"
        case .apiDefault(.string(let text)): text
        case .apiDefault(.boolean(let flag)): "\(flag)"
        case .apiDefault(.integer(let number)): "\(number)"
        case .serviceChoice: "what is live stays; for a new logger the service chooses"
        }
    }
}
