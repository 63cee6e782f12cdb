import FlowLogModel

// What `apply --plan` needs to plan again: the manifests as they were resolved (Contract: Plan, Saved plans).

extension DesiredStack {
    var document: JSONValue {
        var members: [String: JSONValue] = [
            "stack": .string(name), "region": JSONValue(region), "cloud": JSONValue(cloud), "project_id": JSONValue(projectID?.text),
            "unmanaged": .string(unmanaged.rawValue), "previous_stacks": .array(previousStacks.map { .string($0) }),
            "released": .array(released.map { .string($0) }), "max_deletes": JSONValue(maxDeletes?.text),
            "loggers": .array(loggers.sorted { $0.key < $1.key }.map(\.document)),
        ]
        if let storageWriter { members["storage"] = .object(["writer": .string(storageWriter.text)]) }
        return .object(members)
    }

    init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        self.init(
            name: try node.member("stack").string, region: try node.member("region").unlessNull?.string.uppercased(),
            cloud: try node.member("cloud").unlessNull?.string,
            projectID: try node.member("project_id").unlessNull.map { id throws(SavedPlan.Invalid) in ProjectID(try id.string) },
            unmanaged: try node.member("unmanaged").word(Unmanaged.init),
            previousStacks: try node.optionalMember("previous_stacks")?.items.map { item throws(SavedPlan.Invalid) in try item.string }
                ?? [],
            released: try node.optionalMember("released")?.items.map { item throws(SavedPlan.Invalid) in try item.string } ?? [],
            maxDeletes: try node.member("max_deletes").unlessNull?.word(DeleteLimit.init),
            storageWriter: try node.optionalMember("storage")?.member("writer").word(StorageWriter.init),
            loggers: try node.member("loggers").items.map { item throws(SavedPlan.Invalid) in try DesiredLogger(item) })
    }
}

extension DesiredLogger {
    fileprivate var document: JSONValue {
        var members: [String: JSONValue] = [
            "key": .string(key), "fields": .object(fields.members),
            "lifecycle": .object([
                "prevent_destroy": .boolean(preventDestroy), "replace": .string(replace.rawValue),
                "ignore_changes": .array(LoggerField.allCases.filter(ignoreChanges.contains).map { .string($0.apiName) }),
            ]),
            "previous_keys": .array(previousKeys.map { .string($0.text) }), "id": JSONValue(pinnedID),
        ]
        if let resource { members["resource"] = resource.document }
        return .object(members)
    }

    fileprivate init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        let lifecycle = try node.member("lifecycle")
        let ignored = try lifecycle.member("ignore_changes").items.map { item throws(SavedPlan.Invalid) in
            try item.word(LoggerField.init(apiName:))
        }
        self.init(
            key: try node.member("key").string, fields: try LoggerFields(try node.member("fields")),
            resource: try node.optionalMember("resource").map { node throws(SavedPlan.Invalid) in try NamedResource(node) },
            preventDestroy: try lifecycle.member("prevent_destroy").flag,
            replace: try lifecycle.member("replace").word(ReplaceStrategy.init), ignoreChanges: LoggerFieldSet(ignored),
            previousKeys: try node.member("previous_keys").items.map { item throws(SavedPlan.Invalid) in
                try item.word(PreviousKey.init)
            },
            pinnedID: try node.member("id").unlessNull?.string)
    }
}
