import FlowLogModel

/// Which live logger is taken for which key of a stack: Contract: Whose logger is it, Matching, rule by rule over all keys.
struct Identity {
    enum Match {
        /// Rule 1: its mark says so. The others carry a mark of the same key; none where the mark is another stack's.
        case marked(LiveLogger, superseded: [LiveLogger], ignoredPin: String?)
        /// Rule 2: the manifest pins its id.
        case pinned(LiveLogger)
        /// Rule 3: the only unmarked logger of that name.
        case named(LiveLogger)
        /// Rule 4: there is none.
        case unmatched
        /// None of the loggers that it might be may be touched.
        case undecidable(Block)

        /// The logger that the key has, or takes over.
        var live: LiveLogger? {
            switch self {
            case .marked(let live, superseded: _, ignoredPin: _), .pinned(let live), .named(let live): live
            case .unmatched, .undecidable: nil
            }
        }

        /// The unmarked logger that this key takes over.
        var adopted: LiveLogger? {
            switch self {
            case .pinned(let live), .named(let live): live
            case .marked, .unmatched, .undecidable: nil
            }
        }
    }

    /// For each logger of the stack, in its order.
    private(set) var matches: [Match]
    /// Loggers marked by the stack under a key that nothing claims, by that key, then by id.
    let extra: [(key: String, live: LiveLogger)]
    /// Loggers of other stacks that keys of this one take over.
    private(set) var takeovers: [Takeover] = []
    /// The keys without a decision that claim or might claim a logger, by its id; it stays as it is, whatever else is due (Contract: Whose
    /// logger is it, Matching).
    private(set) var held: [String: [String]] = [:]

    /// What a key takes over from other stacks (Contract: Whose logger is it, Moving between stacks).
    struct Takeover {
        let key: String
        let kept: LiveLogger
        /// More loggers that the key might take: they stay as they are.
        let others: [LiveLogger]
    }

    /// - Parameter takesOver: whether keys may take loggers over from other stacks: `destroy` and `release` act on the own ones only.
    init(of stack: DesiredStack, in index: inout LiveIndex, takesOver: Bool) {
        let loggers = index.loggers
        // Positions of the stack's loggers by the key in their mark, those taken out that a key of the manifest has.
        var unclaimed = index.owned[stack.name] ?? [:]
        // A logger is given once: no two keys list one previous key (`previous-key-in-use`).
        func take(_ keys: [String]) -> [LiveLogger] {
            let positions = keys.flatMap { unclaimed.removeValue(forKey: $0) ?? [] }
            // One logger may have marks of several of these keys.
            let distinct = positions.count > 1 ? Array(Set(positions)) : positions
            return distinct.map { loggers[$0] }
        }
        matches = stack.loggers.map { Self.marked(take([$0.key] + $0.ownPreviousKeys), $0, stack: stack.name) }
        // Positions are in the order of ids.
        extra = unclaimed.sorted { $0.key < $1.key }.flatMap { key, positions in positions.map { (key, loggers[$0]) } }

        if takesOver, stack.hasForeignKeys { matchForeignKeys(of: stack, in: index) }
        matchPins(of: stack, in: &index)
        matchNames(of: stack, in: &index)
    }

    private func isOpen(_ position: Int) -> Bool {
        if case .unmatched = matches[position] { true } else { false }
    }

    // MARK: rule 1

    /// - Parameter candidates: all loggers that carry a mark of the key, or of one that it had before.
    private static func marked(_ candidates: [LiveLogger], _ logger: DesiredLogger, stack: String) -> Match {
        guard let kept = Candidates.best(of: candidates, for: logger, stack: stack) else { return .unmatched }
        let superseded = candidates.filter { $0.id != kept.id }.sorted { $0.id < $1.id }
        let isPinned = logger.pinnedID == nil || logger.pinnedID == kept.id.lowercased()
        return .marked(kept, superseded: superseded, ignoredPin: isPinned ? nil : logger.pinnedID)
    }

    /// A mark of another stack counts only while the key has no logger with a mark of its own stack.
    private mutating func matchForeignKeys(of stack: DesiredStack, in index: LiveIndex) {
        var taken: Set<String> = []
        for (position, logger) in stack.loggers.enumerated() where isOpen(position) {
            let positions = stack.foreignKeys(of: logger).flatMap { key in index.owned[key.stack ?? ""]?[key.key] ?? [] }
            let candidates = Set(positions).sorted().map { index.loggers[$0] }
                .filter { live in !taken.contains(live.id) && !live.marks.contains { $0.stack == stack.name } }
            guard case .marked(let kept, let others, let ignoredPin) = Self.marked(candidates, logger, stack: stack.name) else { continue }
            matches[position] = .marked(kept, superseded: [], ignoredPin: ignoredPin)
            takeovers.append(Takeover(key: logger.key, kept: kept, others: others))
            taken.formUnion(candidates.map(\.id))
        }
    }

    // MARK: rule 2

    private mutating func matchPins(of stack: DesiredStack, in index: inout LiveIndex) {
        var claims: [String: [Int]] = [:]
        for (position, logger) in stack.loggers.enumerated() where isOpen(position) {
            guard let pin = logger.pinnedID else { continue }
            let live = index.byID[pin]
            matches[position] = live.map { Self.pinned($0, stack: stack.name) } ?? .undecidable(.idNotFound(pin))
            if let live { claims[live.id, default: []].append(position) }
        }
        for (id, positions) in claims {
            if positions.count > 1 {
                let block = Block.contested(id, by: positions.map { stack.loggers[$0].key })
                for position in positions where matches[position].adopted != nil { matches[position] = .undecidable(block) }
            }
            let holding = positions.filter { matches[$0].adopted == nil }.map { stack.loggers[$0].key }
            if !holding.isEmpty { held[id] = holding }
        }
    }

    private static func pinned(_ live: LiveLogger, stack: String) -> Match {
        guard let mark = live.mark else { return .pinned(live) }
        if let block = Block.unclearMark(live) { return .undecidable(block) }
        return .undecidable(
            mark.stack == stack
                ? Block(.contested, "the logger \(live.id) is marked as \(mark.owner): list '\(mark.key)' in previous_keys to move it here")
                : Block(
                    .foreignOwner,
                    "the logger \(live.id) belongs to \(mark.owner): list '\(mark.owner)' in previous_keys to take it over, or remove 'id'")
        )
    }

    // MARK: rule 3

    /// Name by name, since many keys may have one name, and many loggers too. A key whose pin came to nothing might be the one of its name.
    private mutating func matchNames(of stack: DesiredStack, in index: inout LiveIndex) {
        let taken = Set(matches.compactMap { $0.adopted?.id })
        var claimants: [FieldValue: [Int]] = [:]
        for (position, logger) in stack.loggers.enumerated() {
            switch matches[position] {
            case .unmatched, .undecidable: claimants[.string(logger.fields.name), default: []].append(position)
            case .marked, .pinned, .named: break
            }
        }
        for (name, positions) in claimants {
            let open = positions.filter(isOpen)
            let namesakes = (index.unmarkedByName[name] ?? []).filter { !taken.contains($0.id) }
            guard let live = namesakes.first else {
                matchForeign(open, of: stack, in: &index)
                continue
            }
            let keys = positions.map { stack.loggers[$0].key }.sorted()
            let claimants = Set(keys).union(held[live.id] ?? [])
            let match: Match =
                if namesakes.count > 1 {
                    .undecidable(.ambiguousName(namesakes))
                } else {
                    claimants.count == 1 ? .named(live) : .undecidable(.contested(live.id, by: Array(claimants)))
                }
            for position in open { matches[position] = match }
            if match.adopted != nil, !open.isEmpty { continue }
            for live in namesakes { held[live.id] = held[live.id].map { $0 + keys } ?? keys }
        }
    }

    /// A logger of another stack that has the name and the target of a key stands in its way.
    private mutating func matchForeign(_ positions: [Int], of stack: DesiredStack, in index: inout LiveIndex) {
        // Many keys may have one name and target, so each target is looked for once.
        let taken = Set(takeovers.map(\.kept.id))
        var foreign: [LiveIndex.Capture: LiveLogger] = [:]
        for capture in Set(positions.map({ LiveIndex.Capture(stack.loggers[$0].fields) })) {
            foreign[capture] = index.markedByCapture[capture]?.first { live in
                !taken.contains(live.id) && !live.marks.contains { $0.stack == stack.name }
            }
        }
        for position in positions {
            let logger = stack.loggers[position]
            guard logger.resource == nil || logger.fields[.resourceID] != nil else {
                // What it is to record is not known, so it may be any of them.
                for live in index.markedByName[.string(logger.fields.name)] ?? []
                where !live.marks.contains(where: { $0.stack == stack.name }) {
                    held[live.id, default: []].append(logger.key)
                }
                continue
            }
            guard let live = foreign[LiveIndex.Capture(logger.fields)], let mark = live.mark else { continue }
            matches[position] = .undecidable(.foreignOwner(live, mark))
            held[live.id, default: []].append(logger.key)
        }
    }
}
