import FlowLogModel

/// Loggers that come from other stacks, or go (Contract: Whose logger is it, Moving between stacks).
extension StackPlanner {
    /// The loggers that no key of the stack wants, by key, then by id: those with its mark that no other stack of the run takes over, and
    /// those that it lets go under a name that it had before.
    func leftover(_ identity: Identity) -> [(key: String, live: LiveLogger)] {
        let own = identity.extra.filter { !view.claims.takenOver.contains($0.live.id) }
        let inherited = releasedOfPreviousStacks(identity)
        return inherited.isEmpty ? own : (own + inherited).sorted { ($0.key, $0.live.id) < ($1.key, $1.live.id) }
    }

    func releasedOfPreviousStacks(_ identity: Identity) -> [(key: String, live: LiveLogger)] {
        guard options.purpose == .reconcile, !stack.released.isEmpty else { return [] }
        return abandonedStacks.flatMap { name in
            stack.released.flatMap { key in
                (view.index.owned[name]?[key] ?? []).map { (key, view.index.loggers[$0]) }
                    .filter { _, live in !view.claims.takenOver.contains(live.id) && !live.marks.contains { $0.stack == stack.name } }
            }
        }
    }

    /// The names that the stack had before and that no stack of the run has now.
    private var abandonedStacks: [String] { stack.previousStacks.filter { view.identities[$0] == nil } }

    /// Warns where a key that is to be let go seems to be misspelt, since the logger that was meant is deleted.
    func misspeltReleases(_ identity: Identity, _ changes: [Change]) -> [Plan.Warning] {
        let deleted = changes.compactMap { change in
            if case .delete(_, .notInManifest) = change.action { change.key } else { nil }
        }
        guard !stack.released.isEmpty, !deleted.isEmpty else { return [] }
        let found = Set(leftover(identity).map(\.key))
        return stack.released.compactMap { key in
            guard !found.contains(key), let meant = suggestion(for: key, among: deleted) else { return nil }
            return Plan.Warning(
                region: stack.region,
                message: "\(stack.name) releases '\(key)', which it does not own, and deletes '\(meant)': "
                    + "correct 'released' if that was meant")
        }
    }

    /// Warns of loggers that the lists of what the stack had before name, or might have named, and that no key takes.
    func leftBehind(_ identity: Identity) -> [Plan.Warning] {
        guard options.purpose == .reconcile, stack.hasForeignKeys else { return [] }
        let released = Set(releasedOfPreviousStacks(identity).map(\.live.id))
        let marked = abandonedStacks.flatMap { view.index.owned[$0]?.values.joined().map { view.index.loggers[$0] } ?? [] }
        let candidates = Dictionary(
            (marked + identity.takeovers.flatMap(\.others)).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let left = candidates.values.filter { view.claims.byID[$0.id] == nil && !released.contains($0.id) }
        guard !left.isEmpty else { return [] }
        let names = left.map { "\($0.mark?.owner ?? "") (\($0.id))" }.sorted()
        return [
            Plan.Warning(
                region: stack.region, code: .leftBehind,
                message:
                    "\(name) had \(names.listed) before, and no key takes \(left.count == 1 ? "it" : "them") over: what is left behind stays as it is; add a key, or name the key in 'released'"
            )
        ]
    }
}
