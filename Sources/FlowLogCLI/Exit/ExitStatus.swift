/// The exit codes, equal in every format (Contract: Commands, Exit codes).
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case done = 0
    case failed = 1
    case changes = 2
    case invalid = 3
    case notAuthenticated = 4
    case refused = 5
    case stale = 6
    case incomplete = 7
    case interrupted = 8
    case timedOut = 9
    case usage = 64

    /// Which one counts when several apply before the first write.
    package static func first(of statuses: [ExitStatus]) -> ExitStatus {
        let precedence: [ExitStatus] = [.usage, .invalid, .notAuthenticated, .failed, .stale, .refused, .changes]
        return precedence.first(where: statuses.contains) ?? .done
    }
}
