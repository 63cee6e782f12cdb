import FlowLogModel
package import FlowLogPlan

/// A plan for people, in Terraform's vocabulary: only what changes (CONTRACT section 4).
package struct PlanText {
    private let plan: Plan
    private let style: Style

    package init(_ plan: Plan, style: Style) {
        self.plan = plan
        self.style = style
    }

    /// The whole text, with a line end at its end.
    package var text: String {
        var lines: [String] = []
        for stack in plan.stacks { lines += section(stack) }
        if plan.options.isPartial, plan.options.purpose == .reconcile { lines += [partial, ""] }
        lines.append(summary)
        let refused = plan.stacks.compactMap { stack in stack.refusal.map { refusal(stack, $0) } }
        if !refused.isEmpty { lines += [""] + refused }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ stack: StackPlan) -> [String] {
        let blocks = Self.inOrder(stack.changes).compactMap(block)
        guard stack.failure != nil || !blocks.isEmpty else { return [] }
        let failure = stack.failure.map { ["  \(style.red("!")) not planned: \(TerminalEscape.escaped($0.message))", ""] } ?? []
        return [style.bold(title(stack)), ""] + failure + blocks.flatMap { $0 + [""] }
    }

    /// The order in which apply acts (CONTRACT section 6), so that what ends stands next to the numbers, and last what is in the way.
    private static func inOrder(_ changes: [Change]) -> [Change] {
        func rank(_ change: Change) -> Int {
            guard change.blocked == nil else { return 6 }
            return switch change.action {
            case .noOp: 0
            case .update: 1
            case .create: 2
            case .replace: 3
            case .delete(_, .superseded): 5
            case .delete: 4
            }
        }
        return Dictionary(grouping: changes, by: rank).sorted { $0.key < $1.key }.flatMap(\.value)
    }

    private func title(_ stack: StackPlan) -> String { TerminalEscape.escaped("\(stack.stack.name) (\(stack.stack.region ?? "-"))") }

    private var partial: String {
        let options = plan.options.targets.map { "--target \($0.text)" } + plan.options.excludes.map { "--exclude \($0.text)" }
        return "Partial plan (\(TerminalEscape.escaped(options.joined(separator: " ")))): what is not selected stays as it is."
    }

    /// Says which stack only where there are several.
    private func refusal(_ stack: StackPlan, _ refusal: Refusal) -> String {
        let place = plan.stacks.count > 1 ? "\(title(stack)): " : ""
        return style.red("refused: \(place)\(TerminalEscape.escaped(refusal.message))")
    }

    private var summary: String {
        let counts = PlanSummary(plan)
        let adds = counts.create + counts.replace
        let destroys = counts.delete + counts.replace
        if !plan.hasChanges, plan.failures.isEmpty { return style.green(nothing) }
        let failed = plan.failures.count
        let special = [
            counts.replace > 0 ? "\(counts.replace) to replace" : nil, counts.blocked > 0 ? "\(counts.blocked) blocked" : nil,
            failed > 0 ? "\(failed) stack\(failed == 1 ? "" : "s") not planned" : nil,
        ].compactMap { $0 }.joined(separator: ", ")
        let rest =
            "\(counts.noOp) unchanged, \(counts.unmanaged) unmanaged" + (counts.unhealthy > 0 ? ", \(counts.unhealthy) unhealthy" : "")
        return style.bold("Plan: \(adds) to add, \(counts.update) to change, \(destroys) to destroy.")
            + " (\(special.isEmpty ? "" : "\(special); ")\(rest))"
    }

    private var nothing: String {
        switch plan.options.purpose {
        case .reconcile: "No changes. Live loggers match the manifest."
        case .destroy: "No changes. The stack owns no loggers."
        case .release: "No changes. There are no loggers to release."
        }
    }

    // MARK: one change

    /// The lines of one logger; nil where there is nothing to say.
    private func block(_ change: Change) -> [String]? {
        let health = health(change)
        guard let (symbol, verb) = heading(change) ?? (health.isEmpty ? nil : (" ", "no change")) else { return nil }
        let name = change.key ?? JSONValue.string(change.action.live?.fields.name ?? "").text
        let id = change.action.live.map { "  \(TerminalEscape.escaped($0.id))" } ?? ""
        return ["  \(symbol) \(TerminalEscape.escaped(name))  \(verb)\(id)"] + (details(change) + health).map { "      \($0)" }
    }

    private func heading(_ change: Change) -> (symbol: String, verb: String)? {
        if let blocked = change.blocked { return (style.red("!"), "blocked (\(blocked.code.rawValue))") }
        switch change.action {
        case .noOp: return nil
        case .create: return (style.green("+"), "create")
        case .update(_, _, _, let reason): return (style.yellow("~"), reason.verb)
        case .replace(_, let target, _, _):
            let symbol = target.strategy == .createFirst ? "+/-" : "-/+"
            return (style.yellow(symbol), "replace (\(target.strategy.rawValue))")
        case .delete: return (style.red("-"), "delete")
        }
    }

    private func details(_ change: Change) -> [String] {
        let blocked = change.blocked.map { ["# \(TerminalEscape.escaped($0.message))"] } ?? []
        switch change.action {
        case .noOp:
            return blocked
        case .create(let target):
            return blocked + created(target, key: change.key)
        case .update(_, _, let differences, _):
            return blocked + differences.map(line)
        case .replace(let live, let target, let differences, let reason):
            let asked = reason == .byRequest ? ["# asked for by --replace"] : []
            return blocked + differences.map(line) + asked + ["collection: \(collection(live, target))"]
        case .delete(let live, let reason):
            return blocked + ["# \(why(reason))"] + hint(change, live)
        }
    }

    /// What a new logger has beyond the API's defaults, and always what it records.
    private func created(_ target: LoggerTarget, key: String?) -> [String] {
        let fields = LoggerField.allCases.filter { field in
            guard let value = target.fields[field] else { return false }
            return field == .resourceType || (value != field.rule.defaultValue && !(field == .name && value == key.map { .string($0) }))
        }
        return fields.map { "\($0.apiName): \(TerminalEscape.escaped(JSONValue(target.fields[$0]).text))" }
            + (target.isProtected ? ["protected: true"] : [])
    }

    private func line(_ difference: Difference) -> String {
        let (before, after) = difference.values
        let arrow = "\(difference.name): \(TerminalEscape.escaped(before.text)) -> \(TerminalEscape.escaped(after.text))"
        return difference.forcesReplacement ? "\(arrow)  \(style.red("# forces replacement"))" : arrow
    }

    private func collection(_ live: LiveLogger, _ target: LoggerTarget) -> String {
        switch (live.fields.isEnabled, target.fields.isEnabled) {
        case (false, false): return "none before and after, admin_state_up is false"
        case (false, true): return "starts with the new logger, the old one is switched off"
        case (true, false): return "ends, admin_state_up of the new logger is false"
        case (true, true): break
        }
        guard live.fields.hasSameTarget(as: target.fields) else { return "ends for the old target, starts for the new one" }
        return target.strategy == .createFirst ? "rows twice while both run, no gap" : "a gap until the new logger runs"
    }

    private func why(_ reason: Action.DeleteReason) -> String {
        switch reason {
        case .notInManifest: "not in the manifest"
        case .superseded(let kept): "superseded by \(TerminalEscape.escaped(kept.id)), which is kept for this key"
        case .destroyed: "the stack is destroyed"
        case .unmanaged: "owned by no stack, and this one says unmanaged: delete"
        }
    }

    private func hint(_ change: Change, _ live: LiveLogger) -> [String] {
        guard let key = change.movedTo, let oldKey = change.key else { return [] }
        return ["# hint: '\(key)' is created with the same fields; was it renamed? then add previous_keys: [\(oldKey)] to '\(key)'"]
    }

    /// What is wrong with a logger of the manifest, whether or not it changes.
    private func health(_ change: Change) -> [String] {
        guard let live = change.action.live, change.action.target != nil, live.isUnhealthy else { return [] }
        guard live.status == .error else {
            return [style.red("status: \(live.status.rawValue), although admin_state_up is \(live.fields.isEnabled)")]
        }
        let advice = ErrorAdvice(errorType: live.errorType)
        return [
            style.red("status: ERROR\(live.errorType.isEmpty ? "" : " (\(TerminalEscape.escaped(live.errorType)))")"),
            "cause: \(advice.cause)",
            "advice: \(advice.advice)",
        ]
    }
}

extension Action.UpdateReason {
    fileprivate var verb: String {
        switch self {
        case .inPlace: "update in-place"
        case .adopt: "adopt"
        case .rename: "rename"
        case .move: "move"
        case .release: "release"
        }
    }
}
