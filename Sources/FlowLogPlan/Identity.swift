import FlowLogModel

/// Which live logger is taken for which key of a stack: CONTRACT section 3, rule by rule over all keys.
struct Identity {
    enum Match {
        /// Rule 1: its mark says so. The others carry a mark of the same key.
        case marked(LiveLogger, superseded: [LiveLogger], ignoredPin: String?)
        /// Rule 2: the manifest pins its id.
        case pinned(LiveLogger)
        /// Rule 3: the only unmarked logger of that name.
        case named(LiveLogger)
        /// Rule 4: there is none.
        case none
        /// None of the loggers that it might be may be touched.
        case undecidable(Block, among: [LiveLogger] = [])

        /// The unmarked logger that this key takes over.
        var adopted: LiveLogger? {
            switch self {
            case .pinned(let live), .named(let live): live
            case .marked, .none, .undecidable: nil
            }
        }
    }

    let matches: [String: Match]
    /// Loggers marked by the stack under a key that nothing claims, by key, then as `Candidates` orders them.
    let extra: [LiveLogger]

    init(of stack: DesiredStack, in index: LiveIndex) {
        let owned = index.owned[stack.name] ?? [:]
        var matches: [String: Match] = [:]
        matches.reserveCapacity(stack.loggers.count)
        var claimedKeys: Set<String> = []

        for logger in stack.loggers {
            let keys = [logger.key] + logger.previousKeys
            claimedKeys.formUnion(keys)
            let candidates = keys.flatMap { owned[$0] ?? [] }
            guard let kept = candidates.count > 1 ? Candidates.best(of: candidates, for: logger, stack: stack.name) : candidates.first
            else { continue }
            let pin = logger.pinnedID.flatMap { $0 == kept.id.lowercased() ? nil : $0 }
            matches[logger.key] = .marked(kept, superseded: candidates.filter { $0.id != kept.id }, ignoredPin: pin)
        }
        let pins = stack.loggers.filter { matches[$0.key] == nil && $0.pinnedID != nil }
        for (logger, match) in Self.contest(pins, { Self.pinned($0, stack: stack.name, index) }) { matches[logger.key] = match }

        let taken = Set(matches.values.compactMap { $0.adopted?.id })
        let named = stack.loggers.filter { matches[$0.key] == nil }
        for (logger, match) in Self.contest(named, { Self.named($0, stack: stack.name, index, taken: taken) }) {
            matches[logger.key] = match
        }

        self.matches = matches
        extra = owned.keys.filter { !claimedKeys.contains($0) }.sorted().flatMap { key in (owned[key] ?? []).sorted { $0.id < $1.id } }
    }

    private static func pinned(_ logger: DesiredLogger, stack: String, _ index: LiveIndex) -> Match {
        guard let pin = logger.pinnedID, let live = index.byID[pin] else {
            return .undecidable(
                Block(.idNotFound, "no logger has the id \(logger.pinnedID ?? ""): correct it, or remove 'id' to create a logger"))
        }
        guard let mark = live.mark else { return .pinned(live) }
        if mark.stack == stack {
            return .undecidable(
                Block(.contested, "the logger \(pin) is marked as \(mark.owner): list '\(mark.key)' in previous_keys to move it here"))
        }
        return .undecidable(
            Block(.foreignOwner, "the logger \(pin) belongs to \(mark.owner): release it there first, or remove 'id'"))
    }

    private static func named(_ logger: DesiredLogger, stack: String, _ index: LiveIndex, taken: Set<String>) -> Match {
        let name = FieldValue.string(logger.fields.name)
        let unmarked = (index.unmarked[name] ?? []).filter { !taken.contains($0.id) }
        if unmarked.count > 1 {
            let ids = unmarked.map(\.id).sorted().joined(separator: ", ")
            return .undecidable(
                Block(.ambiguousName, "\(unmarked.count) unmarked loggers have this name: pin one with 'id' (\(ids))"), among: unmarked)
        }
        if let live = unmarked.first { return .named(live) }
        let foreign = (index.marked[name] ?? []).first { $0.mark?.stack != stack && $0.fields.hasSameTarget(as: logger.fields) }
        if let foreign, let mark = foreign.mark {
            return .undecidable(
                Block(
                    .foreignOwner,
                    "\(foreign.id) has this name and target and belongs to \(mark.owner): remove one of the two entries, or release it there"
                ))
        }
        return .none
    }

    /// Matches keys, and blocks those that claim one logger together.
    private static func contest(_ loggers: [DesiredLogger], _ match: (DesiredLogger) -> Match) -> [(DesiredLogger, Match)] {
        let matched = loggers.map { ($0, match($0)) }
        var claims: [String: [String]] = [:]
        for (logger, match) in matched {
            if let live = match.adopted { claims[live.id, default: []].append(logger.key) }
        }
        return matched.map { logger, match in
            guard let live = match.adopted, let keys = claims[live.id], keys.count > 1 else { return (logger, match) }
            return (logger, .undecidable(.contested(live, by: keys), among: [live]))
        }
    }
}

extension Block {
    static func contested(_ live: LiveLogger, by claimants: [String]) -> Block {
        Block(
            .contested,
            "\(claimants.sorted().joined(separator: ", ")) claim the one logger \(live.id): give all but one another name, or pin ids")
    }
}
