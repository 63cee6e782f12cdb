package import FlowLogModel

extension StackPlan {
    /// What is known of the place where the stack acts; its changes and its manifest stand elsewhere.
    var document: JSONValue {
        .object([
            "stack": .string(stack.name), "region": JSONValue(stack.region), "project_id": JSONValue(projectID?.text),
            "unmanaged": .string(stack.unmanaged.rawValue), "foreign": .integer(foreignCount),
            "error": failure.map { JSONValue(code: $0.code.rawValue, message: $0.message) } ?? .null,
        ])
    }

    /// - Parameters:
    ///   - node: what `document` wrote.
    ///   - stack: its manifest.
    ///   - changes: all changes of the stack.
    ///   - refusal: what apply would refuse them for.
    init(_ node: DocumentNode, stack: DesiredStack, changes: [Change], refusal: Refusal?) throws(SavedPlan.Invalid) {
        _ = try node.member("unmanaged").word(DesiredStack.Unmanaged.init)
        self.init(
            stack: stack, failure: nil,
            projectID: try node.member("project_id").unlessNull.map { id throws(SavedPlan.Invalid) in ProjectID(try id.string) },
            service: nil, listed: [], foreignCount: try node.member("foreign").integer, changes: changes, refusal: refusal)
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
        .object(["region": JSONValue(region), "id": .string(live.id), "name": JSONValue(live.fields[.name])])
    }

    init(_ node: DocumentNode) throws(SavedPlan.Invalid) {
        var fields = LoggerFields()
        fields[.name] = try node.member("name").unlessNull.map { name throws(SavedPlan.Invalid) in .string(try name.string) }
        self.init(
            region: try node.member("region").unlessNull?.string.uppercased(),
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
