import Synchronization

/// How many hosts may keep connections open between calls: what is idle needs descriptors too.
final class PoolAllowance: Sendable {
    private let left: Mutex<Int>

    /// - Parameter most: how many hosts.
    init(_ most: Int) { left = Mutex(most) }

    /// Whether one more may.
    func take() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }
}
