import FlowLogModel

// What `apply --plan` needs to plan again: the manifests as they were resolved, and the options (Contract: Plan, Saved plans).

extension DesiredStack {
    var document: JSONValue {
        .object([
            "stack": .string(name), "region": JSONValue(region), "cloud": JSONValue(cloud), "project_id": JSONValue(projectID?.text),
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

// Reading takes nothing for absent that it cannot read: what was reviewed must be what is wanted.

extension DesiredStack {
    init?(document: JSONValue) {
        guard let name = document["stack"]?.string, let unmanaged = document["unmanaged"]?.string.flatMap(Unmanaged.init),
            let loggers = document["loggers"]?.all(DesiredLogger.init(document:)), let region = document["region"]?.optionalString,
            let cloud = document["cloud"]?.optionalString, let projectID = document["project_id"]?.optionalString,
            let maxDeletes = document["max_deletes"]?.limit
        else { return nil }
        self.init(
            name: name, region: region?.uppercased(), cloud: cloud, projectID: projectID.map { ProjectID($0) }, unmanaged: unmanaged,
            maxDeletes: maxDeletes, loggers: loggers)
    }
}

extension DesiredLogger {
    fileprivate init?(document: JSONValue) {
        guard let key = document["key"]?.string, let fields = document["fields"], let lifecycle = document["lifecycle"],
            case .boolean(let preventDestroy) = lifecycle["prevent_destroy"],
            let replace = lifecycle["replace"]?.string.flatMap(ReplaceStrategy.init),
            let ignored = lifecycle["ignore_changes"]?.all({ $0.string.flatMap(LoggerField.init(apiName:)) }),
            let previous = document["previous_keys"]?.all(\.string), let pin = document["id"]?.optionalString,
            LoggerField.allCases.allSatisfy({
                [nil, .null].contains(fields[$0.apiName]) || FieldValue(document: fields[$0.apiName]) != nil
            })
        else { return nil }
        self.init(
            key: key, fields: LoggerFields(document: fields), preventDestroy: preventDestroy, replace: replace,
            ignoreChanges: Set(ignored), previousKeys: previous, pinnedID: pin)
    }
}

extension PlanOptions {
    init?(document: JSONValue) {
        func selectors(_ name: String) -> [KeySelector]? { document[name]?.all { $0.string.map(KeySelector.init) } }
        guard let targets = selectors("target"), let excludes = selectors("exclude"), let replaces = selectors("replace"),
            let maxDeletes = document["max_deletes"]?.limit, case .boolean(let allowEmpty) = document["allow_empty"]
        else { return nil }
        self.init(targets: targets, excludes: excludes, replaces: replaces, maxDeletes: maxDeletes, allowEmpty: allowEmpty)
    }
}

extension JSONValue {
    /// The items of a list, each read; nil if this is no list, or one cannot be read.
    fileprivate func all<Item>(_ read: (JSONValue) -> Item?) -> [Item]? {
        guard let items else { return nil }
        let read = items.compactMap(read)
        return read.count == items.count ? read : nil
    }

    /// A string or null; nil for anything else.
    fileprivate var optionalString: String?? { self == .null ? .some(nil) : string.map { .some($0) } }

    /// A limit or null; nil for anything else.
    fileprivate var limit: DeleteLimit?? { self == .null ? .some(nil) : string.flatMap { DeleteLimit($0) }.map { .some($0) } }
}
