import FlowLogModel

/// Finds deletes that look like the other half of a create: a key that was renamed without `previous_keys` (Contract: Plan).
enum Hints {
    static func added(to changes: [Change]) -> [Change] {
        guard changes.contains(where: isLeftover) else { return changes }
        let created = changes.compactMap { change -> (fields: LoggerFields, key: String)? in
            guard case .create(let target) = change.action, let key = change.key else { return nil }
            return (target.fields, key)
        }
        let equal = Dictionary(created.map { (comparable($0.fields), $0.key) }, uniquingKeysWith: { first, _ in first })
        let similar = Dictionary(created.map { (Capture($0.fields), $0.key) }, uniquingKeysWith: { first, _ in first })
        return changes.map { change in
            guard isLeftover(change), let live = change.action.live else { return change }
            var change = change
            change.movedTo = equal[comparable(live.fields)] ?? similar[Capture(live.fields)]
            return change
        }
    }

    private static func isLeftover(_ change: Change) -> Bool {
        if case .delete(_, .notInManifest) = change.action { true } else { false }
    }

    /// What the service records, without what names it and what the service may have chosen itself.
    private static func comparable(_ fields: LoggerFields) -> LoggerFields {
        var comparable = LoggerFields()
        for field in LoggerField.allCases where field.rule.defaultValue != nil || field.rule.isRequired {
            comparable[field] = fields[field].map(field.normalized)
        }
        return comparable
    }

    private struct Capture: Hashable {
        let recorded: RecordedResource
        let filter: FieldValue?

        init(_ fields: LoggerFields) {
            recorded = fields.recorded
            filter = fields[.filter].map(LoggerField.filter.normalized)
        }
    }
}
