import FlowLogModel

extension Plan {
    /// The plan as JSON (Contract: Plan, Plan document), also the saved plan: one object on one line, keys sorted.
    /// - Parameters:
    ///   - createdAt: the time of the plan, `2026-01-01T00:00:00Z`.
    ///   - includingStates: whether each change also has its `state`, as `drift` prints it (Contract: CI and cron, Drift).
    package func json(createdAt: String, includingStates: Bool = false) -> String {
        let summary = PlanSummary(self)
        // In the order of the keys, and logger by logger: all of a large plan as one value would take several times its memory.
        var text = JSONObjectText()
        text.add("created_at", .string(createdAt))
        text.add("desired", stacks) { $0.stack.document }
        text.add("format_version", .string("1.0"))
        text.add("options", options.document)
        text.add("partial", .boolean(options.isPartial))
        text.add("refusal", refusal.map { .object(["code": .string($0.code.rawValue), "message": .string($0.message)]) } ?? .null)
        text.add("resource_changes", changes) { $0.document(includingState: includingStates) }
        text.add("stacks", stacks, \.document)
        text.add(
            "summary",
            .object([
                "create": .integer(summary.create), "update": .integer(summary.update), "replace": .integer(summary.replace),
                "delete": .integer(summary.delete), "no_op": .integer(summary.noOp), "blocked": .integer(summary.blocked),
                "unmanaged": .integer(summary.unmanaged), "unhealthy": .integer(summary.unhealthy),
            ]))
        text.add("tool", .object(["name": .string(Tool.name), "version": .string(Tool.version)]))
        text.add("unmanaged", unmanaged) {
            .object(["region": JSONValue($0.region), "id": .string($0.live.id), "name": JSONValue($0.live.fields[.name])])
        }
        // The key sorts before all others.
        return text.finished(prefixedBy: { "\"checksum\":\"\(Checksum.sha256($0))\"," })
    }
}

/// The text of a JSON object, written member by member.
private struct JSONObjectText {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    mutating func add(_ name: String, _ value: JSONValue) {
        key(name)
        value.write(to: &bytes)
    }

    mutating func add<Item>(_ name: String, _ items: [Item], _ document: (Item) -> JSONValue) {
        key(name)
        bytes.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            document(item).write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// The whole text with a member in front that depends on all the others.
    mutating func finished(prefixedBy prefix: ([UInt8]) -> String) -> String {
        bytes.append(UInt8(ascii: "}"))
        bytes.insert(contentsOf: prefix(bytes).utf8, at: 1)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func key(_ name: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: "\"\(name)\":".utf8)
    }
}

extension StackPlan {
    fileprivate var document: JSONValue {
        .object([
            "stack": .string(stack.name), "region": JSONValue(stack.region), "project_id": JSONValue(projectID?.text),
            "unmanaged": .string(stack.unmanaged.rawValue), "foreign": .integer(foreignCount),
            "error": failure.map { .object(["code": .string($0.code.rawValue), "message": .string($0.message)]) } ?? .null,
        ])
    }
}

extension Change {
    fileprivate func document(includingState: Bool) -> JSONValue {
        let live = action.live
        var members: [String: JSONValue] = [
            "address": .string(address), "region": JSONValue(region), "stack": .string(stack), "key": JSONValue(key),
            "type": .string("flowlog_logger"), "id": JSONValue(live?.id),
            "change": .object([
                "actions": .array(action.names.map { .string($0) }),
                "before": live.map(\.document) ?? .null,
                "after": after,
                "replace_paths": .array(
                    action.differences.filter(\.forcesReplacement).map { .array([.string($0.name)]) }),
            ]),
            "action_reason": .string(blocked == nil ? action.reason : "blocked"),
            "blocked": blocked.map { .object(["code": .string($0.code.rawValue), "message": .string($0.message)]) } ?? .null,
            "status": JSONValue(live?.status.rawValue), "error_type": .string(live?.errorType ?? ""),
        ]
        if includingState { members["state"] = JSONValue(driftState?.rawValue) }
        return .object(members)
    }

    private var after: JSONValue {
        switch action {
        case .noOp(let live?, _): live.document
        case .noOp(nil, let target): blocked == nil ? .null : target.map(\.document) ?? .null
        case .create(let target), .update(_, let target, _, _), .replace(_, let target, _, _): target.document
        case .delete: .null
        }
    }
}

extension Action {
    /// Terraform's names of the actions.
    var names: [String] {
        switch self {
        case .noOp: ["no-op"]
        case .create: ["create"]
        case .update: ["update"]
        case .replace(_, let target, _, _): target.strategy == .createFirst ? ["create", "delete"] : ["delete", "create"]
        case .delete: ["delete"]
        }
    }

    fileprivate var reason: String {
        switch self {
        case .noOp: "no_op"
        case .create: "create_missing"
        case .update(_, _, _, .inPlace): "update_in_place"
        case .update(_, _, _, .adopt): "adopt"
        case .update(_, _, _, .rename): "rename"
        case .update(_, _, _, .move): "move"
        case .update(_, _, _, .release): "release"
        case .replace(_, _, _, .cannotUpdate): "replace_because_cannot_update"
        case .replace(_, _, _, .byRequest): "replace_by_request"
        case .delete(_, .notInManifest), .delete(_, .destroyed): "delete_because_not_in_manifest"
        case .delete(_, .superseded): "delete_because_superseded"
        case .delete(_, .unmanaged): "delete_because_unmanaged"
        }
    }
}

extension LiveLogger {
    fileprivate var document: JSONValue { fields.document(owner: mark?.owner, isProtected: isProtected) }
}

extension LoggerTarget {
    fileprivate var document: JSONValue { fields.document(owner: mark?.owner, isProtected: isProtected) }
}

extension LoggerFields {
    fileprivate func document(owner: String?, isProtected: Bool) -> JSONValue {
        var members = Dictionary(uniqueKeysWithValues: LoggerField.allCases.map { ($0.apiName, JSONValue(self[$0])) })
        members["owner"] = JSONValue(owner)
        members["protected"] = .boolean(isProtected)
        return .object(members)
    }
}
