import FlowLogModel

/// A plan as JSON (Contract: Plan, Plan document), also the saved plan. What it says of a type is written and read in that type's
/// `+Document` file.
package struct PlanDocument: Sendable {
    /// One object on one line, keys sorted, without a line end.
    package let text: String
    /// Of all but the time.
    package let digest: PlanDigest

    /// What this version writes; `SavedPlan` reads every 1.x.
    static let formatVersion = "1.1"

    /// - Parameters:
    ///   - plan: what to write.
    ///   - createdAt: the time of the plan, `2026-01-01T00:00:00Z`.
    ///   - isJoined: whether the plan is of several documents: what only planning again needs is left out then.
    ///   - includingStates: whether each change also has its `state`, as `drift` prints it (Contract: CI and cron, Drift).
    package init(_ plan: Plan, createdAt: String, isJoined: Bool = false, includingStates: Bool = false) {
        var object = JSONObjectText()
        object.add("desired", plan.stacks) { $0.stack.document }
        object.add("format_version", .string(Self.formatVersion))
        object.add("options", plan.options.document)
        object.add("partial", .boolean(plan.options.isPartial))
        if let shard = plan.shard {
            object.add("shard", .string(shard.description))
            object.add("neighbours", plan.neighbours) { $0.stack.document }
        }
        object.add("refusal", plan.refusal?.document ?? .null)
        object.add("resource_changes", plan.changes) { $0.document(includingState: includingStates) }
        object.add("stacks", plan.stacks, \.document)
        object.add("summary", PlanSummary(plan).document)
        object.add("tool", .object(["name": .string(Tool.name), "version": .string(Tool.version)]))
        object.add("unmanaged", plan.unmanaged, \.document)
        // Each is of all that was added before it.
        digest = PlanDigest(Checksum.sha256(object.bytes))
        object.add("created_at", .string(createdAt))
        object.add("digest", .string(digest.text))
        if isJoined {
            object.remove("desired", "options")
        } else {
            object.add("checksum", .string(Checksum.sha256(object.bytes)))
        }
        text = String(decoding: object.bytes, as: UTF8.self)
    }
}
