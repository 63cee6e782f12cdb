import FlowLogModel
package import FlowLogPlan

/// A plan as `terraform show -json` writes one, for tools that read those (Contract: CI and cron, Terraform's plan).
package struct TerraformPlan {
    private let plan: Plan
    private let createdAt: String

    private static let resource: [String: JSONValue] = [
        "mode": .string("managed"), "type": .string("flowlog_logger"), "name": .string("this"),
    ]
    /// A name that no registry has.
    private static let provider = "flowlogctl.invalid/flowlogctl/flowlog"

    /// - Parameter createdAt: the time of the plan, `2026-01-01T00:00:00Z`.
    package init(_ plan: Plan, createdAt: String) {
        self.plan = plan
        self.createdAt = createdAt
    }

    /// One JSON object on one line.
    package var json: String {
        let entries = plan.stacks.flatMap { stack in stack.changes.compactMap(Entry.init) }
        let (deferred, due) = (entries.filter { $0.change.blocked != nil }, entries.filter { $0.change.blocked == nil })
        return JSONValue.object([
            "format_version": .string("1.2"),
            // The first one that writes all of this.
            "terraform_version": .string("1.10.0"), "timestamp": .string(createdAt),
            "planned_values": .object(["root_module": .object(["resources": .array(due.compactMap(\.planned))])]),
            "resource_changes": .array(due.map(\.document)),
            "deferred_changes": .array(
                deferred.map { .object(["reason": JSONValue($0.change.blocked?.code.rawValue), "resource_change": $0.document]) }),
            "configuration": Self.configuration,
            "applyable": .boolean(plan.changes.contains(where: \.isPending) && plan.refusal == nil && plan.failures.isEmpty),
            "complete": .boolean(!plan.options.isPartial && deferred.isEmpty && plan.failures.isEmpty),
            // Terraform has no place for the reasons; readers pass over names that they do not know.
            "errored": .boolean(!plan.failures.isEmpty), "errors": plan.failureDocuments,
        ]).text + "\n"
    }

    private static var configuration: JSONValue {
        let members: [String: JSONValue] = [
            "address": .string("flowlog_logger.this"), "provider_config_key": .string("flowlog"), "expressions": .object([:]),
            "schema_version": .integer(0), "for_each_expression": .object([:]),
        ]
        return .object([
            "provider_config": .object(["flowlog": .object(["name": .string("flowlog"), "full_name": .string(provider)])]),
            "root_module": .object(["resources": .array([.object(members.merging(resource) { $1 })])]),
        ])
    }

    /// One logger. What nobody speaks of and nobody has (left out by `--target`, and not there) is none.
    private struct Entry {
        let change: Change
        private let place: String

        init?(_ change: Change) {
            if change.action.live == nil, change.action.target == nil, change.blocked == nil { return nil }
            self.change = change
            place = "\(change.place.cloud ?? "-")/\(change.region ?? "-")"
        }

        /// The key of `for_each`.
        private var index: String { change.key == nil ? "\(place)/\(change.stack)/\(change.address)" : "\(place)/\(change.address)" }

        private static func address(_ index: String) -> JSONValue { .string("flowlog_logger.this[\(JSONValue.string(index).text)]") }

        private var head: [String: JSONValue] {
            TerraformPlan.resource.merging([
                "address": Self.address(index), "index": .string(index), "provider_name": .string(TerraformPlan.provider),
            ]) { $1 }
        }

        /// What is there afterwards; nil for nothing, or nothing that is managed.
        var planned: JSONValue? {
            after.map { values in
                .object(
                    head.merging(["schema_version": .integer(0), "values": .object(values), "sensitive_values": .object([:])]) { $1 })
            }
        }

        var document: JSONValue {
            var members = head
            var details: [String: JSONValue] = [
                "actions": .array(actions.map { .string($0) }), "before": before.map { .object($0) } ?? .null,
                "after": after.map { .object($0) } ?? .null, "after_unknown": .object(unknown),
                "before_sensitive": before == nil ? .boolean(false) : .object([:]),
                "after_sensitive": after == nil ? .boolean(false) : .object([:]),
            ]
            let forced = change.action.differences.filter(\.forcesReplacement).map { JSONValue.array([.string($0.name)]) }
            switch change.action {
            case .update(let live, _, _, .adopt): details["importing"] = .object(["id": .string(live.id)])
            case .update(let live, _, _, .move):
                members["previous_address"] = live.mark.map { Self.address("\(place)/\($0.owner)") }
            case .replace(_, _, _, .cannotUpdate):
                members["action_reason"] = .string("replace_because_cannot_update")
                details["replace_paths"] = .array(forced)
            case .replace(_, _, _, .byRequest): members["action_reason"] = .string("replace_by_request")
            case .delete(_, .notInManifest): members["action_reason"] = .string("delete_because_each_key")
            case .noOp, .create, .update, .delete: break
            }
            members["change"] = .object(details)
            return .object(members)
        }

        private var isRelease: Bool {
            if case .update(_, _, _, .release) = change.action { true } else { false }
        }

        private var actions: [String] { isRelease ? ["forget"] : change.action.words.map(\.rawValue) }

        private var before: [String: JSONValue]? {
            change.action.live.map { live in live.members.merging(["id": .string(live.id)]) { $1 } }
        }

        private var after: [String: JSONValue]? {
            if isRelease { return nil }
            return switch change.action {
            case .noOp(.some, _): before
            // Nothing is made of what is blocked without a logger.
            case .noOp(nil, _), .delete: nil
            case .create(let target), .replace(_, let target, _, _): target.members.filter { $1 != .null }
            case .update(let live, let target, _, _): target.members.merging(["id": .string(live.id)]) { $1 }
            }
        }

        /// What the service chooses for a new logger.
        private var unknown: [String: JSONValue] {
            switch change.action {
            case .create(let target), .replace(_, let target, _, _):
                target.members.filter { $1 == .null }.mapValues { _ in .boolean(true) }.merging(["id": .boolean(true)]) { $1 }
            case .noOp, .update, .delete: [:]
            }
        }
    }
}
