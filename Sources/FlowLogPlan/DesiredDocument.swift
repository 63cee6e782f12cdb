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

extension DesiredStack {
    init?(document: JSONValue) {
        guard let name = document["stack"]?.string, let unmanaged = document["unmanaged"]?.string.flatMap(Unmanaged.init),
            let items = document["loggers"]?.items
        else { return nil }
        let loggers = items.compactMap(DesiredLogger.init(document:))
        guard loggers.count == items.count else { return nil }
        self.init(
            name: name, region: document["region"]?.string, cloud: document["cloud"]?.string, projectID: document["project_id"]?.string,
            unmanaged: unmanaged, maxDeletes: document["max_deletes"]?.string.flatMap { DeleteLimit($0) }, loggers: loggers)
    }
}

extension DesiredLogger {
    fileprivate init?(document: JSONValue) {
        guard let key = document["key"]?.string, let fields = document["fields"], let lifecycle = document["lifecycle"],
            let replace = lifecycle["replace"]?.string.flatMap(ReplaceStrategy.init),
            let ignored = lifecycle["ignore_changes"]?.items?.compactMap(\.string), let previous = document["previous_keys"]?.items
        else { return nil }
        self.init(
            key: key, fields: LoggerFields(document: fields), preventDestroy: lifecycle["prevent_destroy"] == .boolean(true),
            replace: replace,
            ignoreChanges: Set(ignored.compactMap { LoggerField(apiName: $0) }), previousKeys: previous.compactMap(\.string),
            pinnedID: document["id"]?.string)
    }
}

extension PlanOptions {
    init?(document: JSONValue) {
        func selectors(_ name: String) -> [KeySelector]? { document[name]?.items?.compactMap(\.string).map(KeySelector.init) }
        guard let targets = selectors("target"), let excludes = selectors("exclude"), let replaces = selectors("replace") else {
            return nil
        }
        self.init(
            targets: targets, excludes: excludes, replaces: replaces,
            maxDeletes: document["max_deletes"]?.string.flatMap { DeleteLimit($0) },
            allowEmpty: document["allow_empty"] == .boolean(true))
    }
}
