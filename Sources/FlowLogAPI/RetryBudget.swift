import Synchronization

/// How many retries a cloud has at one host, so that an API which is dead for it is not tried call by call for hours.
///
/// Each answer gives one retry back, so a service that answers at least every other call is never given up. What takes each call and never
/// answers is ended by the host's patience (`Throttle`).
struct RetryBudget {
    static let size = 500

    private var retries = 0
    private var left = size
    /// Why there are no more.
    private(set) var surrender: Throttle.Closed?

    mutating func noteAnswer() { left = min(left + 1, Self.size) }

    /// Takes a retry.
    /// - Throws: `gaveUp`, from now on always.
    mutating func take(reason: String) throws(Throttle.Closed) {
        if let surrender { throw surrender }
        guard left > 0 else {
            let closed = Throttle.Closed.gaveUp(retries: retries, reason: reason)
            surrender = closed
            throw closed
        }
        left -= 1
        retries += 1
    }
}

/// The budgets of one cloud, one for each host, so that one dead project ends no other (Contract: Many stacks, Calls at once).
package final class RetryBudgets: Sendable {
    private let budgets = Mutex<[String: RetryBudget]>([:])

    package init() {}

    /// - Throws: `gaveUp`, if the host gets no further call of this cloud.
    package func check(_ host: String) throws(Throttle.Closed) {
        if let surrender = budgets.withLock({ $0[host]?.surrender }) { throw surrender }
    }

    /// Takes in how a call ended.
    /// - Parameter failure: nil for a good answer.
    package func note(_ failure: CallFailure?, of host: String) {
        guard failure?.verdict ?? .healthy == .healthy else { return }
        budgets.withLock { $0[host]?.noteAnswer() }
    }

    /// Takes a retry.
    /// - Parameter reason: what failed, for the message in case that was the last.
    /// - Throws: `gaveUp`, from now on for every call of the cloud to the host.
    package func take(of host: String, reason: String) throws(Throttle.Closed) {
        try budgets.withLock { budgets throws(Throttle.Closed) in
            try budgets[host, default: RetryBudget()].take(reason: reason)
        }
    }
}
