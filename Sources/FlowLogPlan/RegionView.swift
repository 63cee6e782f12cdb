import FlowLogModel

/// One region with everything that the run's stacks claim in it.
struct RegionView {
    let live: LiveState
    private(set) var index: LiveIndex
    /// By stack; the checks of manifests let none be in a region twice.
    private(set) var identities: [String: Identity] = [:]
    /// Who takes over an unmarked logger, by its id.
    private var adopters: [String: [String]] = [:]
    /// Unmarked loggers of which it is not settled whose they are.
    private var undecided: Set<String> = []
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
            if let live = match.adopted { adopters[live.id, default: []].append("\(stack.name)/\(logger.key)") }
            if case .undecidable(_, among: let loggers) = match { undecided.formUnion(loggers.map(\.id)) }
        }
        if stack.unmanaged == .delete { deletesUnmanaged = true }
    }

    /// The block for a logger that keys of several stacks would take over.
    func contest(_ live: LiveLogger) -> Block? {
        adopters[live.id].flatMap { $0.count > 1 ? .contested(live, by: $0) : nil }
    }

    /// Loggers that nobody owns and no stack of the run takes over.
    private var unclaimed: [LiveLogger] { index.unmarked.filter { adopters[$0.id] == nil } }

    /// Unclaimed loggers that `unmanaged: delete` deletes: none of which it is undecided whose they are.
    var prunable: [LiveLogger] { unclaimed.filter { !undecided.contains($0.id) } }

    var unmanaged: [Plan.UnmanagedLogger] {
        unclaimed.filter { !deletesUnmanaged || undecided.contains($0.id) }.map { Plan.UnmanagedLogger(region: live.region, live: $0) }
    }

    var warnings: [Plan.Warning] {
        index.unmarked.filter { $0.ownership == .damaged }.map {
            Plan.Warning(
                region: live.region,
                message: "the owner mark in the description of \($0.id) ('\($0.fields.name)') is damaged: it counts as unmarked")
        }
    }
}
