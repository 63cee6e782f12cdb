import FlowLogModel

extension PlanOptions {
    /// What planning again needs; a saved plan is always one of `plan`.
    var document: JSONValue {
        func texts(_ selectors: [KeySelector]) -> JSONValue { .array(selectors.map { .string($0.text) }) }
        return .object([
            "target": texts(targets), "exclude": texts(excludes), "replace": texts(replaces), "max_deletes": JSONValue(maxDeletes?.text),
            "allow_empty": .boolean(allowEmpty), "check_storage": JSONValue(storageCheck?.rawValue),
        ])
    }

    init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        func selectors(_ name: String) throws(SavedPlan.Invalid) -> [KeySelector] {
            try node.member(name).items.map { item throws(SavedPlan.Invalid) in KeySelector(try item.string) }
        }
        self.init(
            targets: try selectors("target"), excludes: try selectors("exclude"), replaces: try selectors("replace"),
            maxDeletes: try node.member("max_deletes").unlessNull?.word(DeleteLimit.init),
            allowEmpty: try node.member("allow_empty").flag,
            // Format 1.1 had none at first.
            storageCheck: try node.optionalMember("check_storage")?.unlessNull?.word(StorageCheck.init))
    }
}
