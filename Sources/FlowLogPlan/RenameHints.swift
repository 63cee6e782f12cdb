import FlowLogModel

/// Finds deletes that look like the other half of a create: a key that was renamed, or moved to another stack, without `previous_keys`
/// (Contract: Plan, Text).
enum RenameHints {
    /// Tells such deletes which key their logger seems to be for now.
    /// - Parameters:
    ///   - changes: those of one stack.
    ///   - stack: that stack.
    ///   - namesakes: of its place.
    static func add(to changes: inout [Change], of stack: DesiredStack, among namesakes: Namesakes) {
        addKeys(to: &changes)
        for index in changes.indices where isLeftover(changes[index]) && changes[index].heir == nil {
            guard let live = changes[index].action.live, let key = changes[index].key else { continue }
            changes[index].heir = namesakes.stack(otherThan: stack.name, wanting: key, like: live).map { .stack($0) }
        }
    }

    private static func addKeys(to changes: inout [Change]) {
        guard changes.contains(where: isLeftover) else { return }
        // Of several creates that look alike, the first one.
        var keysByFields: [LoggerFields: String] = [:]
        var keysByCapture: [Capture: String] = [:]
        for change in changes {
            guard case .create(let target) = change.action, let key = change.key else { continue }
            let (fields, capture) = (comparable(target.fields), Capture(target.fields))
            if keysByFields[fields] == nil { keysByFields[fields] = key }
            if keysByCapture[capture] == nil { keysByCapture[capture] = key }
        }
        for index in changes.indices where isLeftover(changes[index]) {
            guard let live = changes[index].action.live else { continue }
            changes[index].heir = (keysByFields[comparable(live.fields)] ?? keysByCapture[Capture(live.fields)]).map { .key($0) }
        }
    }

    private static func isLeftover(_ change: Change) -> Bool {
        if case .delete(_, .notInManifest) = change.action { true } else { false }
    }

    /// The fields that a rename leaves as they are and that a manifest decides: neither the name nor what the service may have chosen.
    private static func comparable(_ fields: LoggerFields) -> LoggerFields {
        var comparable = LoggerFields()
        for field in LoggerField.allCases where field.rule.defaultValue != nil || field.rule.isRequired {
            comparable[field] = fields[field].map(field.normalized)
        }
        return comparable
    }

    /// What is recorded, and which packets of it, normalised.
    private struct Capture: Hashable {
        private let recorded: RecordedResource
        private let filter: FieldValue?

        init(_ fields: LoggerFields) {
            recorded = fields.recorded
            filter = fields[.filter].map(LoggerField.filter.normalized)
        }
    }
}
