import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// What `verify` found.
package struct VerificationReport {
    private let verification: Verification

    package init(_ verification: Verification) { self.verification = verification }

    /// Every logger and what it does, and a summary line.
    package func text(style: Style) -> Shown {
        let sections = verification.stacks.map { section($0, style) }
        return (sections + [summary(style)]).joined(separator: "\n")
    }

    private func section(_ stack: Verification.Stack, _ style: Style) -> Shown {
        let title = style.bold(PlanWords.title(stack.plan))
        if let failure = stack.plan.failure { return "\(title)\n\n  \(style.red("!")) not verified: \(failure.message)\n" }
        let lines = stack.items.flatMap { item -> [Shown] in
            let id: Shown = item.change.action.live.map { "  \($0.id)" } ?? ""
            let symbol = item.problem == nil ? style.green("ok") : style.red("! ")
            return ["  \(symbol) \(item.change.key ?? "")  \(says(item))\(id)"] + advice(item).map { "       \($0)" }
        }
        return "\(title)\n\n\(lines.map { "\($0)\n" as Shown }.joined())"
    }

    /// What a logger does, in a few words.
    private func says(_ item: Verification.Item) -> Shown {
        guard let status = item.change.action.live?.status.rawValue else { return item.problem == .resource ? "no resource" : "missing" }
        switch item.problem {
        case .resource: return "\(status), but what it is to record is not known"
        case .missing: return "missing"
        case .status: return "\(status), should be \(LoggerStatus.goal(isEnabled: item.isEnabled).rawValue)"
        case .noPort: return "\(status), captures no ports"
        case nil where item.isEnabled: return "\(status), captures \(Words.counted(item.ports, "port"))"
        case nil: return "\(status), switched off as the manifest says"
        }
    }

    private func advice(_ item: Verification.Item) -> [Shown] {
        switch item.problem {
        case nil: return []
        case .resource, .missing: return [item.change.blocked.map { Shown($0.message) } ?? "flowlogctl apply creates it"]
        case .noPort:
            let target: Shown = item.change.naming?.wanted.map { " (\($0))" } ?? ""
            let isThere = item.change.naming?.wanted != nil
            return ["its target\(target) has no ports that are recorded yet\(isThere ? "" : ", or no longer exists: check resource_id")"]
        case .status:
            guard let live = item.change.action.live, live.status == .error else { return [] }
            let type: [Shown] = live.errorType.isEmpty ? [] : ["error_type: \(live.errorType)"]
            return type + ErrorAdvice(errorType: live.errorType).lines
        }
    }

    private func summary(_ style: Style) -> Shown {
        let all = verification.items
        let bad = all.count { $0.problem != nil }
        let failed = verification.stacks.count { $0.plan.failure != nil }
        let unread: Words = failed == 0 ? "" : " \(Words.counted(failed, "stack")) could not be read."
        if bad > 0 { return "\(style.bold("Not as the manifests say: \(bad) of \(Words.counted(all.count, "logger"))."))\(unread)\n" }
        let on = all.count(where: \.isEnabled)
        let capturing: Words = on == 1 ? "1 logger captures" : "\(on) loggers capture"
        let proven: Shown = on == all.count ? "\(capturing)." : "\(capturing), \(all.count - on) switched off."
        return "\(failed == 0 ? style.green(proven) : proven)\(unread)\n"
    }

    /// One object on one line.
    package var json: String {
        JSONValue.object([
            "proven": .boolean(verification.isProven && verification.stacks.allSatisfy { $0.plan.failure == nil }),
            "stacks": .array(
                verification.stacks.map { stack in
                    .object([
                        "stack": .string(stack.plan.stack.name), "cloud": JSONValue(stack.plan.stack.cloud),
                        "region": JSONValue(stack.plan.stack.region),
                        "error": stack.plan.failure.map { JSONValue(code: $0.code.rawValue, message: $0.message) } ?? .null,
                    ])
                }),
            "loggers": .array(verification.items.map(document)),
        ]).text + "\n"
    }

    private func document(_ item: Verification.Item) -> JSONValue {
        let live = item.change.action.live
        return .object([
            "address": .string(item.change.address), "cloud": JSONValue(item.change.place.cloud),
            "region": JSONValue(item.change.region), "id": JSONValue(live?.id), "enabled": .boolean(item.isEnabled),
            "status": JSONValue(live?.status.rawValue), "error_type": .string(live?.errorType ?? ""), "ports": .integer(item.ports),
            "problem": JSONValue(item.problem?.rawValue),
        ])
    }
}
