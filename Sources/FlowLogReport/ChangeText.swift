import FlowLogModel
import FlowLogPlan

/// What there is to say about one change, line by line; every format shows these lines.
struct ChangeText {
    let change: Change
    let style: Style

    init(_ change: Change, style: Style = .plain) {
        self.change = change
        self.style = style
    }

    /// The key, or for a logger without one its name in quotes.
    var name: Shown { Shown(change.key ?? JSONValue.string(change.action.live?.fields.name ?? "").text) }

    /// The id of what is live.
    var id: Shown? { change.action.live.map { Shown($0.id) } }

    /// `STACK/KEY (REGION)`, with the cloud in front where it takes that: no other change of the plan has it.
    var title: Shown { "\(change.name) (\(change.region ?? "-"))" }

    /// The symbol of Contract: Plan, Text and what is done; nil for a no-op.
    var heading: (symbol: Words, verb: Words)? {
        if let blocked = change.blocked { return ("!", "blocked (\(blocked.code))") }
        switch change.action {
        case .noOp: return nil
        case .create: return ("+", "create")
        case .update(_, _, _, let reason): return ("~", change.endsCapture ? "\(reason.verb), stops recording" : reason.verb)
        case .replace(_, let target, _, _): return (target.strategy == .createFirst ? "+/-" : "-/+", "replace (\(target.strategy))")
        case .delete: return ("-", "delete")
        }
    }

    /// A whole line about it, in the colour of what is done.
    func painted(_ line: Shown) -> Shown {
        if change.blocked != nil || change.endsCapture { return style.red(line) }
        switch change.action {
        case .noOp: return line
        case .create: return style.green(line)
        case .update, .replace, .delete: return style.yellow(line)
        }
    }

    /// Symbol, name, what is done and the id; nil where there is nothing to say.
    var headline: Shown? {
        guard let (symbol, verb) = heading ?? (healthOfKept.isEmpty ? nil : (" ", "no change")) else { return nil }
        return "\(symbol) \(name)  \(verb)\(idAtEnd)"
    }

    /// The same for a drift report.
    func headline(_ state: DriftState) -> Shown {
        let code: Shown = change.blocked.map { " (\($0.code))" } ?? ""
        return "\(state.words)\(code)  \(name)\(idAtEnd)"
    }

    private var idAtEnd: Shown { id.map { "  \($0)" } ?? "" }

    /// Why it is blocked.
    var block: [Shown] { change.blocked.map { ["# \($0.message)"] } ?? [] }

    /// What differs, as `field: live -> manifest`.
    var differences: [Shown] { change.action.differences.map(line) }

    /// What a new logger has beyond the API's defaults, and always what it records.
    var created: [Shown] {
        created { field, value in
            field == .resourceType
                || (value != field.rule.defaultValue && !(field == .name && value == change.key.map { .string($0) }))
        }
    }

    /// What of it decides which rows are recorded, and in which form.
    var createdRows: [Shown] {
        let others: [LoggerField] = [.name, .description, .resourceType, .resourceID, .storageURL]
        return created { field, value in !others.contains(field) && value != field.rule.defaultValue }
    }

    private func created(with isShown: (LoggerField, FieldValue) -> Bool) -> [Shown] {
        guard case .create(let target) = change.action else { return [] }
        let fields = LoggerField.allCases.filter { field in target.fields[field].map { isShown(field, $0) } ?? false }
        return fields.map { field in
            let name = field == .resourceID ? change.naming?.wanted.map { "  # \($0)" as Shown } : nil
            return "\(field.apiName): \(JSONValue(target.fields[field]).text)\(name ?? "")"
        } + (target.isProtected ? ["protected: true"] : [])
    }

    /// Why a logger is deleted or replaced, where its fields do not show it.
    var reason: [Shown] {
        switch change.action {
        case .update where change.mayLeaveMore:
            ["# protected by the stack that had it, so it only moves now: what needs a new logger is for the next run"]
        case .noOp, .create, .update, .replace(_, _, _, .cannotUpdate): []
        case .replace(_, _, _, .byRequest): ["# requested with --replace"]
        case .delete(_, let reason): ["# \(Self.why(reason))"] + hint
        }
    }

    /// What a replace means for the recorded rows.
    var collection: [Shown] {
        guard case .replace(let live, let target, _, _) = change.action else { return [] }
        let line: Shown = "collection: \(Self.collection(live, target))"
        return [change.endsCapture ? style.red(line) : line]
    }

    /// What a logger recorded that goes or is switched off: whose traffic, and into which directory.
    var recorded: [Shown] {
        guard let live = change.action.live else { return [] }
        let isDelete = if case .delete = change.action { true } else { false }
        guard isDelete || change.action.switchesOff else { return [] }
        let recording = Recording(live.fields)
        let state: Words = !live.fields.isEnabled ? "  # switched off" : live.status == .error ? "  # in ERROR" : ""
        return ["recorded: \(recording.target) -> \(recording.directory)\(state)"]
    }

    /// What is wrong with the live logger, in a few words.
    var illness: Shown? { change.isUnhealthy ? change.action.live?.illness : nil }

    /// What is wrong with the live logger, and what to do about it.
    var health: [Shown] {
        guard let illness, let live = change.action.live else { return [] }
        return [style.red("status: \(illness)")] + (live.status == .error ? ErrorAdvice(errorType: live.errorType).lines : [])
    }

    /// What is wrong with a logger of the manifest, whether or not it changes; one that is deleted need not be healthy.
    var healthOfKept: [Shown] { change.isWanted ? health : [] }

    /// The name that the console shows, where it is not the key.
    var named: [Shown] {
        guard let key = change.key, let name = change.action.live?.fields.name, !name.hasSameBytes(as: key),
            !change.action.differences.contains(where: { $0.field == .name })
        else { return [] }
        return ["# named \(JSONValue.string(name).text)"]
    }

    /// All lines of a plan.
    var planned: [Shown] { named + block + differences + created + reason + recorded + collection + healthOfKept }

    /// All lines of a drift report: how the logger is, not what apply would do.
    var drifted: [Shown] { named + block + health + differences + created + reason + recorded }

    // MARK: parts

    private func line(_ difference: Difference) -> Shown {
        let arrow = Self.arrow(difference)
        guard difference.forcesReplacement else { return arrow }
        let names = difference.field == .resourceID ? change.naming?.move.map { ": \($0)" as Shown } : nil
        return "\(arrow)  \(style.red("# forces replacement\(names ?? "")"))"
    }

    /// `field: live -> manifest`.
    static func arrow(_ difference: Difference) -> Shown {
        var (before, after) = (difference.values.0.text, difference.values.1.text)
        // Two Unicode forms of one text are equal to Swift, and look the same.
        if before == after { (before, after) = (before.inASCII, after.inASCII) }
        return "\(difference.name): \(before) -> \(after)"
    }

    private var hint: [Shown] {
        guard let heir = change.heir, let oldKey = change.key else { return [] }
        return switch heir {
        case .key(let key):
            ["# hint: '\(key)' is created with the same fields; if this is a rename, add previous_keys: [\(oldKey)] to '\(key)'"]
        case .stack(let stack):
            [
                "# hint: '\(stack)/\(oldKey)' records the same; to keep this logger, add previous_keys: [\(change.stack)/\(oldKey)] there, or '\(oldKey)' to 'released' here"
            ]
        }
    }

    static func collection(_ live: LiveLogger, _ target: LoggerTarget) -> Words {
        switch (live.fields.isEnabled, target.fields.isEnabled) {
        case (false, false): return "none before or after: admin_state_up is false"
        case (false, true): return "starts with the new logger: the old one is switched off"
        case (true, false): return "ends: the new logger has admin_state_up: false"
        case (true, true): break
        }
        if live.status == .error { return "none now (ERROR), starts with the new logger" }
        guard live.fields.hasSameTarget(as: target.fields) else { return "ends for the old target, starts for the new one" }
        return target.strategy == .createFirst ? "rows twice while both run, no gap" : "a gap until the new logger runs"
    }

    static func why(_ reason: Action.DeleteReason) -> Shown {
        switch reason {
        case .notInManifest: "not in the manifest"
        case .superseded(let kept): "superseded by \(kept.id), which is kept for this key"
        case .destroyed: "the stack is destroyed"
        case .unmanaged: "owned by no stack, and this stack has unmanaged: delete"
        }
    }
}

extension Action.UpdateReason {
    fileprivate var verb: Words {
        switch self {
        case .inPlace: "update in-place"
        case .adopt: "adopt"
        case .rename: "rename"
        case .move: "move"
        case .release: "release"
        }
    }
}
