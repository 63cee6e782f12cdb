import FlowLogModel
import FlowLogPlan

/// What there is to say of one change, line by line; every format shows these lines. Nothing in them needs escaping for a terminal.
struct ChangeText {
    let change: Change
    let style: Style

    init(_ change: Change, style: Style = .plain) {
        self.change = change
        self.style = style
    }

    /// The key, or for a logger without one its name in quotes.
    var name: String { TerminalEscape.escaped(change.key ?? JSONValue.string(change.action.live?.fields.name ?? "").text) }

    /// The id of what is live.
    var id: String? { change.action.live.map { TerminalEscape.escaped($0.id) } }

    /// `STACK/KEY (REGION)`, which no other change of the plan has.
    var place: String { TerminalEscape.escaped("\(change.address) (\(change.region ?? "-"))") }

    /// The symbol of Contract: Plan, Text and what is done; nil for a no-op.
    var heading: (symbol: String, verb: String)? {
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

    /// Why it is blocked.
    var block: [String] { change.blocked.map { ["# \(TerminalEscape.escaped($0.message))"] } ?? [] }

    /// What differs, as `field: live -> manifest`.
    var differences: [String] { change.action.differences.map(line) }

    /// What a new logger has beyond the API's defaults, and always what it records.
    var created: [String] {
        guard case .create(let target) = change.action else { return [] }
        let fields = LoggerField.allCases.filter { field in
            guard let value = target.fields[field] else { return false }
            return field == .resourceType
                || (value != field.rule.defaultValue && !(field == .name && value == change.key.map { .string($0) }))
        }
        return fields.map { "\($0.apiName): \(TerminalEscape.escaped(JSONValue(target.fields[$0]).text))" }
            + (target.isProtected ? ["protected: true"] : [])
    }

    /// Why a logger goes or is replaced, where the fields do not say it.
    var reason: [String] {
        switch change.action {
        case .noOp, .create, .update, .replace(_, _, _, .cannotUpdate): []
        case .replace(_, _, _, .byRequest): ["# asked for by --replace"]
        case .delete(_, let reason): ["# \(Self.why(reason))"] + hint
        }
    }

    /// What a replace does to what is recorded.
    var collection: [String] {
        guard case .replace(let live, let target, _, _) = change.action else { return [] }
        return ["collection: \(Self.collection(live, target))"]
    }

    /// What is wrong with the live logger.
    var health: [String] {
        guard change.isUnhealthy, let live = change.action.live else { return [] }
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

    /// What is wrong with a logger of the manifest, whether or not it changes; what goes need not be healthy.
    var healthOfKept: [String] { change.action.target == nil ? [] : health }

    /// What people who look at the console know the logger by, where the key does not say it.
    var named: [String] {
        guard let key = change.key, let name = change.action.live?.fields.name, !name.hasSameBytes(as: key),
            !change.action.differences.contains(where: { $0.field == .name })
        else { return [] }
        return ["# named \(TerminalEscape.escaped(JSONValue.string(name).text))"]
    }

    /// All lines of a plan.
    var planned: [String] { named + block + differences + created + reason + collection + healthOfKept }

    /// All lines of a drift report: how it is, not what apply would do.
    var drifted: [String] { named + block + health + differences + created + reason }

    // MARK: parts

    private func line(_ difference: Difference) -> String {
        let (before, after) = (difference.values.0.text, difference.values.1.text)
        // Swift takes two Unicode forms of one text for equal, and so do eyes.
        let values = before == after ? [before.inASCII, after.inASCII] : [before, after]
        let arrow = "\(difference.name): \(values.map(TerminalEscape.escaped).joined(separator: " -> "))"
        return difference.forcesReplacement ? "\(arrow)  \(style.red("# forces replacement"))" : arrow
    }

    private var hint: [String] {
        guard let key = change.movedTo, let oldKey = change.key else { return [] }
        return ["# hint: '\(key)' is created with the same fields; was it renamed? then add previous_keys: [\(oldKey)] to '\(key)'"]
    }

    private static func collection(_ live: LiveLogger, _ target: LoggerTarget) -> String {
        switch (live.fields.isEnabled, target.fields.isEnabled) {
        case (false, false): return "none before and after, admin_state_up is false"
        case (false, true): return "starts with the new logger, the old one is switched off"
        case (true, false): return "ends, admin_state_up of the new logger is false"
        case (true, true): break
        }
        if live.status == .error { return "none now (ERROR), starts with the new logger" }
        guard live.fields.hasSameTarget(as: target.fields) else { return "ends for the old target, starts for the new one" }
        return target.strategy == .createFirst ? "rows twice while both run, no gap" : "a gap until the new logger runs"
    }

    private static func why(_ reason: Action.DeleteReason) -> String {
        switch reason {
        case .notInManifest: "not in the manifest"
        case .superseded(let kept): "superseded by \(TerminalEscape.escaped(kept.id)), which is kept for this key"
        case .destroyed: "the stack is destroyed"
        case .unmanaged: "owned by no stack, and this one says unmanaged: delete"
        }
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
