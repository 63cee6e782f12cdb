import FlowLogModel

/// A live logger as the entry of a manifest.
struct ExportedLogger {
    let key: String
    let live: LiveLogger
    /// The values that the manifest gives; an absent one stays as it is live.
    var values: LoggerFields
    /// Whether the entry must name the live logger's id, because its name is not enough to find it.
    var isPinned = false
    /// Comments for people, each a line above the entry.
    var notes: [String] = []
    /// Why it cannot be expressed in a manifest, each a sentence; if there are any, the entry is commented out.
    var problems: [String] = []

    init(key: String, live: LiveLogger) {
        self.key = key
        self.live = live
        values = live.fields
        problems = live.oddFields.map { "in the service's answer \($0.text)" }
        for field in LoggerField.allCases { values[field] = live.fields[field].flatMap(field.writtenValue) }
    }

    /// The fields of the entry: those whose value differs from what the logger would have without them.
    func fields(below defaults: CommonValues) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for field in LoggerField.allCases {
            let inherited = field == .name ? .string(key) : defaults.value(of: field, key: key) ?? field.rule.defaultValue
            if values[field] != inherited { fields.append((field.apiName, field.text(of: values[field]))) }
        }
        if live.mark?.isProtected ?? false { fields.append(("lifecycle", "{prevent_destroy: true}")) }
        // Commented out, it may need the id as soon as somebody corrects its name.
        let needsID = isPinned || !problems.isEmpty && live.mark == nil
        if needsID { fields.append(("id", YAMLText.scalar(live.id.lowercased()))) }
        return fields
    }
}

extension LoggerField {
    /// A live value as people write it in a manifest; nil if it is left out.
    fileprivate func writtenValue(_ live: FieldValue) -> FieldValue? {
        let normalized = normalized(live)
        // Only one slash at the end of a URL is insignificant, so several stay.
        let value = isSame(live, normalized) ? normalized : live
        guard rule.defaultValue == nil, !rule.isRequired, self != .name, value == .string("") else { return value }
        // Mere white space is written as empty: left out, it would stay and might leave no room for the mark.
        return self == .description && live != value ? value : nil
    }

    /// A value in YAML; null where there is none.
    func text(of value: FieldValue?) -> String {
        switch value {
        case nil: "null"
        case .boolean(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .string(let text):
            if case .nameList = rule.type {
                YAMLText.list(text.split(separator: ",", omittingEmptySubsequences: false).map { YAMLText.literal(String($0)) })
            } else {
                YAMLText.scalar(YAMLText.literal(text))
            }
        }
    }
}
