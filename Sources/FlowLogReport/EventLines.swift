package import FlowLogApply
package import FlowLogModel
package import FlowLogPlan

/// An apply as a stream of JSON objects, one a line (Contract: Apply, Events).
package struct EventLines: Sendable {
    private let now: @Sendable () -> String

    /// - Parameter now: the time as `2026-01-01T00:00:00Z`.
    package init(now: @escaping @Sendable () -> String) { self.now = now }

    /// The first line of every run.
    package var version: String {
        line("version", "\(Tool.name) \(Tool.version)", ["format_version": .string("1.0"), "version": .string(Tool.version)])
    }

    /// The plan: a line for each change, then the numbers, then what is wrong with it.
    package func plan(_ plan: Plan) -> [String] {
        let summary = PlanSummary(plan)
        let changes = plan.changes.filter(\.isOpen).map { change in
            var members = about(change)
            if let naming = change.naming { members.merge(naming.members(hasLive: change.action.live != nil)) { $1 } }
            if let blocked = change.blocked {
                members["blocked"] = JSONValue(code: blocked.code.rawValue, message: blocked.message)
            }
            return line("planned_change", "\(change.name): \(change.action.verbs.name)", members)
        }
        let message = "\(summary.create) to create, \(summary.update) to update, \(summary.replace) to replace, \(summary.delete) to delete"
        return changes + [line("change_summary", message, ["changes": summary.document])]
            + plan.failures.map { diagnostic(.error, $0.failure.message, code: $0.failure.code.rawValue) }
            + plan.stacks.compactMap(\.refusal).map { diagnostic(.error, $0.message, code: $0.code.rawValue) }
            + plan.warnings.compactMap { warning in warning.code.map { diagnostic(.warning, warning.message, code: $0.rawValue) } }
    }

    /// Something that people should know, with the code that `explain` knows, if there is one.
    package func diagnostic(_ severity: Diagnostic.Severity, _ message: String, code: String? = nil) -> String {
        line("diagnostic", message, ["severity": .string(severity.rawValue), "code": JSONValue(code)])
    }

    /// What happened; nil for what has no line.
    package func event(_ event: ApplyEvent) -> String? {
        switch event {
        case .started(let change):
            return line("apply_start", "\(change.name): \(change.action.verbs.doing)", about(change))
        case .waiting(let change, let id, let status, let elapsed):
            let more: [String: JSONValue] = ["id": .string(id), "status": .string(status.rawValue), "elapsed_seconds": seconds(elapsed)]
            return line("apply_progress", "\(change.name): still \(change.action.verbs.doing)", about(change).merging(more) { $1 })
        case .finished(let change, .done(let id), let elapsed):
            let more: [String: JSONValue] = ["id": JSONValue(id), "elapsed_seconds": seconds(elapsed)]
            return line("apply_complete", "\(change.name): \(change.action.verbs.done)", about(change).merging(more) { $1 })
        case .finished(let change, let state, let elapsed):
            var more: [String: JSONValue] = ["elapsed_seconds": seconds(elapsed), "error": state.error]
            if case .unknown(_, let id?, timedOut: _) = state { more["id"] = .string(id) }
            return line("apply_errored", "\(change.name): \(state.ending.rawValue): \(state.reason)", about(change).merging(more) { $1 })
        case .interrupted:
            return diagnostic(.warning, "interrupted")
        case .began, .proving:
            return nil
        }
    }

    /// The last line of every run that was not killed.
    /// - Parameters:
    ///   - outcome: nil for a run that ended before its first action.
    ///   - exitCode: how the program ends.
    package func summary(_ outcome: ApplyOutcome?, exitCode: Int32) -> String {
        let counts = outcome?.counts ?? EndingCounts()
        func count(_ ending: Ending) -> JSONValue { .integer(counts[ending]) }
        let isProven = if case .planned? = outcome?.proof { true } else { false }
        return line(
            "apply_summary", outcome.map { ApplyText.heading($0).string } ?? "Nothing was changed.",
            [
                "done": count(.done), "failed": count(.failed), "not_started": count(.notStarted), "unknown": count(.unknown),
                "proven": .boolean(isProven), "still_different": .array((outcome?.remaining ?? []).map { .string($0.name) }),
                "in_error": .array((outcome?.inError ?? []).map { .string($0.name) }), "exit_code": .integer(Int(exitCode)),
            ])
    }

    // MARK: parts

    private func line(_ type: String, _ message: String, _ members: [String: JSONValue]) -> String {
        var members = members
        members["type"] = .string(type)
        members["@timestamp"] = .string(now())
        members["@message"] = .string(message)
        return JSONValue.object(members).text + "\n"
    }

    private func about(_ change: Change) -> [String: JSONValue] {
        [
            "cloud": JSONValue(change.place.cloud), "region": JSONValue(change.region), "address": .string(change.address),
            "action": .string(change.action.verbs.name.string), "id": JSONValue(change.action.live?.id),
        ]
    }

    private func seconds(_ duration: Duration) -> JSONValue { .integer(Int(duration.components.seconds)) }
}

extension ActionState {
    fileprivate var error: JSONValue {
        var members: [String: JSONValue] = [
            "state": .string(ending.rawValue), "message": .string(reason), "request_id": .null, "error_type": .null,
        ]
        if case .failed(let failure) = self {
            members["message"] = .string(failure.message)
            members["request_id"] = JSONValue(failure.requestID)
            members["error_type"] = JSONValue(failure.errorType)
        }
        return .object(members)
    }
}
