package import FlowLogModel

extension NamedResource {
    /// As plan documents and reports have it.
    package var document: JSONValue {
        .object(Dictionary(uniqueKeysWithValues: parts.map { ($0.name, JSONValue(self[$0])) }))
    }

    init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        self.init()
        for part in Part.allCases { self[part] = try node.optionalMember(part.name)?.string }
        guard !parts.isEmpty else { throw node.contradiction("it names nothing") }
    }
}

extension ResourceNaming {
    /// What it adds to a change. The names of a live resource are null if it is gone, and none if the lists do not tell.
    package func members(hasLive: Bool) -> [String: JSONValue] {
        func list(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
        let before: JSONValue =
            switch recorded {
            case .called(let names): list(names)
            case .gone: .null
            case nil: hasLive ? list([]) : .null
            }
        return ["resource": resource.document, "resource_names": names.map(list) ?? .null, "resource_names_before": before]
    }

    /// - Returns: nil for a change without a named resource.
    static func read(_ change: DocumentNode, hasLive: Bool) throws(SavedPlan.Invalid) -> ResourceNaming? {
        guard let resource = change.optionalMember("resource") else { return nil }
        func names(_ member: String) throws(SavedPlan.Invalid) -> [String]? {
            try change.member(member).unlessNull?.items.map { item throws(SavedPlan.Invalid) in try item.string }
        }
        let before = try names("resource_names_before")
        let recorded: ResourceNames.Recorded? = if let before { before.isEmpty ? nil : .called(before) } else { hasLive ? .gone : nil }
        return ResourceNaming(try NamedResource(resource), names: try names("resource_names"), recorded: recorded)
    }
}
