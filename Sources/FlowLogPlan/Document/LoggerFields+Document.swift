package import FlowLogModel

extension LoggerFields {
    /// By the API's names, absent ones as null.
    var members: [String: JSONValue] {
        Dictionary(uniqueKeysWithValues: LoggerField.allCases.map { ($0.apiName, JSONValue(self[$0])) })
    }

    init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        self.init()
        for field in LoggerField.allCases {
            guard let value = node.optionalMember(field.apiName)?.unlessNull else { continue }
            self[field] =
                switch value.value {
                case .boolean(let flag): .boolean(flag)
                case .integer(let number): .integer(number)
                default: .string(try value.string)
                }
        }
    }
}

extension LiveLogger {
    /// Its fields and what its mark says, as documents have them; absent ones as null.
    package var members: [String: JSONValue] { fields.members.merging(OwnerMark.members(mark)) { $1 } }

    var document: JSONValue { .object(members) }

    /// - Parameters:
    ///   - node: the fields.
    ///   - change: has the rest.
    init(_ node: DocumentNode, of change: DocumentNode) throws(SavedPlan.Invalid) {
        let mark = try OwnerMark.read(node)
        self.init(
            id: try change.member("id").string, fields: try LoggerFields(node), ownership: mark.map { .owned($0) } ?? .unmarked,
            status: LoggerStatus(rawValue: try change.member("status").string), errorType: try change.member("error_type").string)
    }
}

extension LoggerTarget {
    /// Its fields and what its mark says, as documents have them; absent ones as null.
    package var members: [String: JSONValue] { fields.members.merging(OwnerMark.members(mark)) { $1 } }

    var document: JSONValue { .object(members) }

    /// - Parameter wanted: the manifest's entry, if there is one.
    init(_ node: DocumentNode, wanted: DesiredLogger?, strategy: DesiredLogger.ReplaceStrategy) throws(SavedPlan.Invalid) {
        self.init(
            fields: try LoggerFields(node), mark: try OwnerMark.read(node), strategy: strategy,
            ignored: wanted?.ignoreChanges ?? [], compared: [])
    }
}

extension OwnerMark {
    /// What a mark, or none, adds to the fields of a logger.
    fileprivate static func members(_ mark: OwnerMark?) -> [String: JSONValue] {
        ["owner": JSONValue(mark?.owner), "protected": .boolean(mark?.isProtected ?? false)]
    }

    /// - Returns: nil where nobody owns the logger.
    fileprivate static func read(_ node: DocumentNode) throws(SavedPlan.Invalid) -> OwnerMark? {
        let isProtected = try node.member("protected").flag
        return try node.member("owner").unlessNull?.word { text in
            // What no key may have in it is told apart from what is no owner: whoever reads the plan checks keys.
            let names = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard names.count == 2, !names.contains("") else { return nil }
            return OwnerMark(stack: String(names[0]), key: String(names[1]), isProtected: isProtected)
        }
    }
}
