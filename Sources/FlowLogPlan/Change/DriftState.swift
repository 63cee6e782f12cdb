/// How a logger stands against the manifest; the worst comes first (Contract: CI and cron, Drift).
package enum DriftState: String, Sendable, CaseIterable {
    /// Something is in the way of what is due.
    case blocked
    /// The manifest has the key, and there is no logger.
    case missing
    /// It is in ERROR, or its status contradicts `admin_state_up`.
    case unhealthy
    /// The manifest does not have the key, or `unmanaged: delete` deletes the logger.
    case extra
    /// Another logger of its key is kept.
    case superseded
    /// A field or the mark differs.
    case modified
    /// All is as it should be, but that nobody owns it.
    case unadopted
    /// All is as it should be.
    case inSync = "in_sync"
}

extension Change {
    /// The worst that can be said of the logger; nil for one that `--target` or `--exclude` leaves out.
    package var driftState: DriftState? {
        if blocked != nil { return .blocked }
        if case .noOp(_, nil) = action { return nil }
        if isUnhealthy { return .unhealthy }
        switch action {
        case .noOp: return .inSync
        case .create: return .missing
        case .update(_, _, let differences, .adopt):
            return differences.contains { $0.field != nil } ? .modified : .unadopted
        case .update, .replace: return .modified
        case .delete(_, .superseded): return .superseded
        case .delete: return .extra
        }
    }
}

extension StackPlan {
    /// Its loggers by state, those that are left out aside.
    package var driftCounts: [DriftState: Int] {
        changes.reduce(into: [:]) { counts, change in
            if let state = change.driftState { counts[state, default: 0] += 1 }
        }
    }
}

extension Plan {
    /// Whether live loggers are not what the manifests say: any state but `in_sync`.
    /// - Parameter failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too.
    package func hasDrift(failsOnUnmanaged: Bool) -> Bool {
        changes.contains { $0.driftState.map { $0 != .inSync } ?? false } || (failsOnUnmanaged && !unmanaged.isEmpty)
    }
}
