import FlowLogModel

/// One region with everything that the run's stacks claim in it.
struct RegionView {
    let live: LiveState
    private(set) var index: LiveIndex
    /// By stack; the checks of manifests let none be in a region twice.
    private(set) var identities: [String: Identity] = [:]
    /// The keys that take a logger over, or might once it is settled whose it is: by its id, stack by stack.
    private var claims: [String: [(stack: String, keys: [String])]] = [:]
    /// The loggers among them that are taken over.
    private var adopted: Set<String> = []
    /// Those of which it is not settled whose they are: they stay as they are.
    private var held: Set<String> = []
    private var deletesUnmanaged = false
    private let purpose: PlanOptions.Purpose

    init(_ live: LiveState, purpose: PlanOptions.Purpose) {
        self.live = live
        self.purpose = purpose
        index = LiveIndex(live.loggers)
    }

    mutating func add(_ stack: DesiredStack) {
        let identity = Identity(of: stack, in: &index)
        identities[stack.name] = identity
        // Destroy and release take nothing over.
        guard purpose == .reconcile else { return }
        for (logger, match) in zip(stack.loggers, identity.matches) {
            guard let live = match.adopted else { continue }
            claims[live.id, default: []].append((stack.name, [logger.key]))
            adopted.insert(live.id)
        }
        for (id, keys) in identity.held {
            claims[id, default: []].append((stack.name, keys))
            held.insert(id)
        }
        if stack.unmanaged == .delete { deletesUnmanaged = true }
    }

    /// The block for a logger that several keys would take over.
    func contest(_ live: LiveLogger) -> Block? {
        guard let claims = claims[live.id], claims.reduce(0, { $0 + $1.keys.count }) > 1 else { return nil }
        return .contested(live.id, by: claims.flatMap { stack, keys in keys.map { "\(stack)/\($0)" } })
    }

    /// Whether a key without a decision claims the logger, or might.
    func isHeld(_ live: LiveLogger) -> Bool { held.contains(live.id) }

    /// Loggers that nobody owns and no stack of the run takes over.
    private var unclaimed: [LiveLogger] { index.unmarked.filter { !adopted.contains($0.id) } }

    /// Whether `unmanaged: delete` may delete an unclaimed logger: it is settled that it is nobody's, and all of it could be read.
    private func isPrunable(_ live: LiveLogger) -> Bool { !held.contains(live.id) && live.oddFields.isEmpty }

    /// Unclaimed loggers that `unmanaged: delete` deletes.
    var prunable: [LiveLogger] { unclaimed.filter(isPrunable) }

    var unmanaged: [Plan.UnmanagedLogger] {
        unclaimed.filter { !deletesUnmanaged || !isPrunable($0) }.map { Plan.UnmanagedLogger(region: live.region, live: $0) }
    }

    var warnings: [Plan.Warning] {
        index.unmarked.filter { $0.ownership == .damaged }.map {
            Plan.Warning(
                region: live.region,
                message: "the owner mark in the description of \($0.id) ('\($0.fields.name)') is damaged: it counts as unmarked")
        }
    }
}
