import FlowLogModel

/// One place with everything that the run's stacks claim in it.
struct PlaceView {
    let place: Place
    let live: LiveState
    private(set) var index: LiveIndex
    /// By stack: no run has a stack twice in one place.
    private(set) var identities: [String: Identity] = [:]
    /// What all stacks claim that act on these loggers, whichever entry of clouds.yaml leads there.
    var claims = Claims()
    /// By stack: the places of all that have its name and may act on these loggers, this one among them; none for most.
    var rivals: [String: [Place]] = [:]
    private let purpose: PlanOptions.Purpose

    init(_ place: Place, _ live: LiveState, purpose: PlanOptions.Purpose) {
        self.place = place
        self.live = live
        self.purpose = purpose
        index = LiveIndex(live.loggers)
    }

    mutating func add(_ stack: DesiredStack) {
        let identity = Identity(of: stack, in: &index, takesOver: purpose == .reconcile)
        identities[stack.name] = identity
        // Destroy and release take nothing over.
        guard purpose == .reconcile else { return }
        for (logger, match) in zip(stack.loggers, identity.matches) {
            guard let live = match.adopted else { continue }
            claims.byID[live.id, default: []].append((stack.name, [logger.key]))
            claims.adopted.insert(live.id)
        }
        for takeover in identity.takeovers {
            claims.byID[takeover.kept.id, default: []].append((stack.name, [takeover.key]))
            claims.takenOver.formUnion([takeover.kept.id] + takeover.others.map(\.id))
        }
        for (id, keys) in identity.held {
            claims.byID[id, default: []].append((stack.name, keys))
            claims.held.insert(id)
        }
        if stack.unmanaged == .delete { claims.deleters.append(stack.name) }
    }

    /// The block for a logger that several keys would take over.
    func contest(_ live: LiveLogger) -> Block? {
        guard let claims = claims.byID[live.id], claims.reduce(0, { $0 + $1.keys.count }) > 1 else { return nil }
        return .contested(live.id, by: claims.flatMap { stack, keys in keys.map { "\(stack)/\($0)" } })
    }

    /// The block for a logger of a stack that another one of the run takes over too.
    func contest(_ live: LiveLogger, by stack: String, _ key: String) -> Block? {
        // What a key without a decision might only have claimed is its owner's still.
        guard claims.takenOver.contains(live.id), let others = claims.byID[live.id]?.filter({ $0.stack != stack }), !others.isEmpty else {
            return nil
        }
        return .contested(live.id, by: ["\(stack)/\(key)"] + others.flatMap { stack, keys in keys.map { "\(stack)/\($0)" } })
    }

    /// Whether a key without a decision claims the logger, or might.
    func isHeld(_ live: LiveLogger) -> Bool { claims.held.contains(live.id) }

    /// Loggers that nobody owns and no stack of the run takes over.
    private var unclaimed: [LiveLogger] { index.unmarked.filter { !claims.adopted.contains($0.id) } }

    /// Whether `unmanaged: delete` may delete an unclaimed logger: it is settled that it is nobody's, and all of it could be read.
    private func isPrunable(_ live: LiveLogger) -> Bool { !claims.held.contains(live.id) && live.oddFields.isEmpty }

    /// Unclaimed loggers that `unmanaged: delete` deletes.
    var prunable: [LiveLogger] { unclaimed.filter(isPrunable) }

    var unmanaged: [Plan.UnmanagedLogger] {
        unclaimed.filter { claims.deleters.isEmpty || !isPrunable($0) }.map { Plan.UnmanagedLogger(place: place, live: $0) }
    }

    var warnings: [Plan.Warning] {
        index.unmarked.filter { $0.ownership == .damaged }.map {
            Plan.Warning(
                region: live.region,
                message: "the owner mark in the description of \($0.id) ('\($0.fields.name)') is damaged: it counts as unmarked")
        }
    }
}
