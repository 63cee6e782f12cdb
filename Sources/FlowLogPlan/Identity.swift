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

    /// For each logger of the stack, in its order.
    private(set) var matches: [Match]
    /// Loggers marked by the stack under a key that nothing claims, by key, then by id.
    let extra: [LiveLogger]

    init(of stack: DesiredStack, in index: inout LiveIndex) {
        let loggers = index.loggers
        var unclaimed = index.owned[stack.name] ?? [:]
        matches = stack.loggers.map { logger in
            // A logger is given once: no two keys list one previous key (`previous-key-in-use`).
            let own = unclaimed.removeValue(forKey: logger.key) ?? []
            let candidates = logger.previousKeys.reduce(into: own) { $0 += unclaimed.removeValue(forKey: $1) ?? [] }.map { loggers[$0] }
            guard let kept = candidates.count > 1 ? Candidates.best(of: candidates, for: logger, stack: stack.name) : candidates.first
            else { return .none }
            let pin = logger.pinnedID.flatMap { $0 == kept.id.lowercased() ? nil : $0 }
            return .marked(kept, superseded: candidates.filter { $0.id != kept.id }, ignoredPin: pin)
        }
        // Positions are in the order of ids.
        extra = unclaimed.sorted { $0.key < $1.key }.flatMap { $0.value.map { loggers[$0] } }

        match(stack, where: { $0.pinnedID != nil }) { Self.pinned($0, stack: stack.name, &index) }
        let taken = Set(matches.compactMap { $0.adopted?.id })
        match(stack, where: { $0.pinnedID == nil }) { Self.named($0, stack: stack.name, &index, taken: taken) }
    }

    /// Matches keys that have no logger yet, and blocks those that claim one logger together.
    private mutating func match(_ stack: DesiredStack, where applies: (DesiredLogger) -> Bool, by rule: (DesiredLogger) -> Match) {
        var claims: [String: [Int]] = [:]
        for (position, logger) in stack.loggers.enumerated() {
            guard case .none = matches[position], applies(logger) else { continue }
            matches[position] = rule(logger)
            if let live = matches[position].adopted { claims[live.id, default: []].append(position) }
        }
        for positions in claims.values where positions.count > 1 {
            for position in positions {
                guard let live = matches[position].adopted else { continue }
                let keys = positions.map { stack.loggers[$0].key }
                matches[position] = .undecidable(.contested(live, by: keys), among: [live])
            }
        }
    }

    private static func pinned(_ logger: DesiredLogger, stack: String, _ index: inout LiveIndex) -> Match {
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

    private static func named(_ logger: DesiredLogger, stack: String, _ index: inout LiveIndex, taken: Set<String>) -> Match {
        let name = FieldValue.string(logger.fields.name)
        let unmarked = (index.unmarkedByName[name] ?? []).filter { !taken.contains($0.id) }
        if unmarked.count > 1 {
            let ids = unmarked.map(\.id).sorted().joined(separator: ", ")
            return .undecidable(
                Block(.ambiguousName, "\(unmarked.count) unmarked loggers have this name: pin one with 'id' (\(ids))"), among: unmarked)
        }
        if let live = unmarked.first { return .named(live) }
        let foreign = (index.markedByName[name] ?? []).first { $0.mark?.stack != stack && $0.fields.hasSameTarget(as: logger.fields) }
        if let foreign, let mark = foreign.mark {
            return .undecidable(
                Block(
                    .foreignOwner,
                    "\(foreign.id) has this name and target and belongs to \(mark.owner): remove one of the two entries, or release it there"
                ))
        }
        return .none
    }
}

extension Block {
    static func contested(_ live: LiveLogger, by claimants: [String]) -> Block {
        Block(
            .contested,
            "\(claimants.sorted().joined(separator: ", ")) claim the one logger \(live.id): give all but one another name, or pin ids")
    }
}
