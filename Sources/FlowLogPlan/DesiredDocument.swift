import FlowLogModel

// What `apply --plan` needs to plan again: the manifests as they were resolved, and the options (CONTRACT section 4).

extension DesiredStack {
    var document: JSONValue {
        .object([
            "stack": .string(name), "region": JSONValue(region), "cloud": JSONValue(cloud), "project_id": JSONValue(projectID),
            "unmanaged": .string(unmanaged.rawValue), "max_deletes": JSONValue(maxDeletes?.text),
            "loggers": .array(loggers.sorted { $0.key < $1.key }.map(\.document)),
        ])
    }
}

extension DesiredLogger {
    fileprivate var document: JSONValue {
        .object([
            "key": .string(key),
            "fields": .object(Dictionary(uniqueKeysWithValues: LoggerField.allCases.map { ($0.apiName, JSONValue(fields[$0])) })),
            "lifecycle": .object([
                "prevent_destroy": .boolean(preventDestroy), "replace": .string(replace.rawValue),
                "ignore_changes": .array(LoggerField.allCases.filter(ignoreChanges.contains).map { .string($0.apiName) }),
            ]),
            "previous_keys": .array(previousKeys.map { .string($0) }), "id": JSONValue(pinnedID),
        ])
    }
}

extension PlanOptions {
    var document: JSONValue {
        func texts(_ selectors: [KeySelector]) -> JSONValue { .array(selectors.map { .string($0.text) }) }
        return .object([
            "target": texts(targets), "exclude": texts(excludes), "replace": texts(replaces), "max_deletes": JSONValue(maxDeletes?.text),
            "allow_empty": .boolean(allowEmpty),
        ])
    }
}
