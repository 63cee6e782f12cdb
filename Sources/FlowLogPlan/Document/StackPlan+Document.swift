package import FlowLogModel

extension StackPlan {
    /// What is known of the place where the stack acts; its changes and its manifest stand elsewhere.
    var document: JSONValue {
        .object([
            "stack": .string(stack.name), "cloud": JSONValue(stack.cloud), "region": JSONValue(stack.region),
            "project_id": JSONValue(projectID?.text),
            "unmanaged": .string(stack.unmanaged.rawValue), "foreign": .integer(foreignCount),
            "error": failure.map { JSONValue(code: $0.code.rawValue, message: $0.message) } ?? .null,
            "refusal": refusal?.document ?? .null,
        ])
    }

    /// - Parameters:
    ///   - node: what `document` wrote.
    ///   - stack: its manifest.
    ///   - isNamedWithCloud: whether only the cloud tells it from others.
    ///   - changes: all changes of the stack.
    ///   - otherRefusal: what apply would refuse them for, for a document that does not say it of each stack.
    init(
        _ node: DocumentNode, stack: DesiredStack, isNamedWithCloud: Bool, changes: [Change], otherRefusal: () -> Refusal?
    ) throws(SavedPlan.Invalid) {
        _ = try node.member("unmanaged").word(DesiredStack.Unmanaged.init)
        let failure = try node.member("error").unlessNull.map { node throws(SavedPlan.Invalid) in try StackFailure(node) }
        let refusal: Refusal? =
            if let node = node.optionalMember("refusal") {
                try node.unlessNull.map { node throws(SavedPlan.Invalid) in try Refusal(node) }
            } else {
                otherRefusal()
            }
        self.init(
            stack: stack, isNamedWithCloud: isNamedWithCloud, failure: failure,
            projectID: try node.member("project_id").unlessNull.map { id throws(SavedPlan.Invalid) in ProjectID(try id.string) },
            service: nil, listed: [], answers: ResourceAnswers(), foreignCount: try node.member("foreign").integer, changes: changes,
            refusal: refusal)
    }
}

extension StackFailure {
    fileprivate init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        self.init(try node.member("code").word(Code.init), try node.member("message").string)
    }
}

extension Refusal {
    var document: JSONValue { JSONValue(code: code.rawValue, message: message) }

    init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        self.init(code: try node.member("code").word(Code.init), message: try node.member("message").string)
    }
}

extension Plan.UnmanagedLogger {
    var document: JSONValue {
        .object([
            "cloud": JSONValue(place.cloud), "region": JSONValue(place.region), "id": .string(live.id),
            "name": JSONValue(live.fields[.name]),
        ])
    }

    init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        var fields = LoggerFields()
        fields[.name] = try node.member("name").unlessNull.map { name throws(SavedPlan.Invalid) in .string(try name.string) }
        self.init(
            // Format 1.1 did not say the cloud at first.
            place: Place(
                cloud: try node.optionalMember("cloud")?.unlessNull?.string, region: try node.member("region").unlessNull?.string),
            live: LiveLogger(
                id: try node.member("id").string, fields: fields, ownership: .unmarked, status: LoggerStatus(rawValue: "")))
    }
}

extension PlanSummary {
    /// The numbers as documents and events have them.
    package var document: JSONValue {
        .object(
            [
                "create": create, "update": update, "replace": replace, "delete": delete, "no_op": noOp, "blocked": blocked,
                "unmanaged": unmanaged, "unhealthy": unhealthy,
            ].mapValues { .integer($0) })
    }
}
