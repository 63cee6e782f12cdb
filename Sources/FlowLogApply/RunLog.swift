import Synchronization

/// Which loggers a run itself made and removed: a list that does not show that much is too old to prove anything.
final class RunLog: Sendable {
    private let state = Mutex((made: Set<String>(), removed: Set<String>()))

    /// Ids of loggers that are there because of this run, in canonical form.
    var made: Set<String> { state.withLock { $0.made } }

    /// Ids of loggers that are gone because of this run, in canonical form.
    var removed: Set<String> { state.withLock { $0.removed } }

    func hasMade(_ id: String) -> Bool { made.contains(id.canonicalID) }

    func recordMade(_ id: String) {
        state.withLock { _ = $0.made.insert(id.canonicalID) }
    }

    /// Also for one that the run made and another run removed.
    func recordRemoved(_ id: String) {
        state.withLock { state in
            state.made.remove(id.canonicalID)
            state.removed.insert(id.canonicalID)
        }
    }
}
