import FlowLogModel
package import FlowLogPlan

/// What `verify` found.
package struct VerificationReport {
    private let verification: Verification

    package init(_ verification: Verification) { self.verification = verification }

    /// Every logger with what it does, and a last line that sums up.
    package func text(style: Style) -> String {
        let sections = verification.stacks.map { section($0, style) }
        return (sections + [summary(style)]).joined(separator: "\n")
    }

    private func section(_ stack: Verification.Stack, _ style: Style) -> String {
        let title = style.bold(TerminalEscape.escaped("\(stack.plan.stack.name) (\(stack.plan.stack.region ?? "-"))"))
        if let failure = stack.plan.failure {
            return "\(title)\n\n  \(style.red("!")) not verified: \(TerminalEscape.escaped(failure.message))\n"
        }
        let lines = stack.items.flatMap { item in
            let id = item.change.action.live.map { "  \(TerminalEscape.escaped($0.id))" } ?? ""
            let symbol = item.problem == nil ? style.green("ok") : style.red("! ")
            return ["  \(symbol) \(TerminalEscape.escaped(item.change.key ?? ""))  \(says(item))\(id)"]
                + advice(item).map { "       \($0)" }
        }
        return "\(title)\n\n" + lines.map { $0 + "\n" }.joined()
    }

    /// What a logger does, in a few words.
    private func says(_ item: Verification.Item) -> String {
        guard let live = item.change.action.live else { return "missing" }
        let status = TerminalEscape.escaped(live.status.rawValue)
        switch item.problem {
        case .missing: return "missing"
        case .status: return "\(status), should be \(LoggerStatus.goal(isEnabled: item.isEnabled).rawValue)"
        case .noPort: return "\(status), captures no port"
        case nil:
            return item.isEnabled ? "\(status), captures \(counted(item.ports, "port"))" : "\(status), switched off as the manifest says"
        }
    }

    private func advice(_ item: Verification.Item) -> [String] {
        switch item.problem {
        case nil: return []
        case .missing:
            return [item.change.blocked.map { TerminalEscape.escaped($0.message) } ?? "flowlogctl apply creates it"]
        case .noPort: return ["its target has no port yet, or is gone: look at resource_id"]
        case .status:
            guard let live = item.change.action.live, live.status == .error else { return [] }
            let advice = ErrorAdvice(errorType: live.errorType)
            let type = live.errorType.isEmpty ? "" : "error_type: \(TerminalEscape.escaped(live.errorType))"
            return [type, "cause: \(advice.cause)", "advice: \(advice.advice)"].filter { !$0.isEmpty }
        }
    }

    private func summary(_ style: Style) -> String {
        let all = verification.items
        let bad = all.count { $0.problem != nil }
        let failed = verification.stacks.count { $0.plan.failure != nil }
        let unread = failed == 0 ? "" : " \(counted(failed, "stack")) could not be read."
        if bad > 0 { return style.bold("Not as the manifests say: \(bad) of \(counted(all.count, "logger")).") + unread + "\n" }
        let off = all.count { !$0.isEnabled }
        let proven =
            "\(counted(all.count - off, "logger")) capture\(all.count - off == 1 ? "s" : "")\(off == 0 ? "" : ", \(off) switched off")."
        return (failed == 0 ? style.green(proven) : proven) + unread + "\n"
    }

    /// One object on one line.
    package var json: String {
        JSONValue.object([
            "proven": .boolean(verification.isProven && verification.stacks.allSatisfy { $0.plan.failure == nil }),
            "stacks": .array(
                verification.stacks.map { stack in
                    .object([
                        "stack": .string(stack.plan.stack.name), "region": JSONValue(stack.plan.stack.region),
                        "error": stack.plan.failure.map { .object(["code": .string($0.code.rawValue), "message": .string($0.message)]) }
                            ?? .null,
                    ])
                }),
            "loggers": .array(verification.items.map(document)),
        ]).text + "\n"
    }

    private func document(_ item: Verification.Item) -> JSONValue {
        let live = item.change.action.live
        return .object([
            "address": .string(item.change.address), "region": JSONValue(item.change.region), "id": JSONValue(live?.id),
            "enabled": .boolean(item.isEnabled), "status": JSONValue(live?.status.rawValue), "error_type": .string(live?.errorType ?? ""),
            "ports": .integer(item.ports), "problem": JSONValue(item.problem?.rawValue),
        ])
    }
}
