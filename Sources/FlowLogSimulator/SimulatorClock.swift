package import FoundationEssentials
import Synchronization

/// The simulator's time: the system's, or a frozen one; either can be moved forward by hand.
package final class SimulatorClock: Sendable {
    private let start: Date?
    private let advanced = Mutex<TimeInterval>(0)

    /// A clock that follows the system's.
    package init() { start = nil }

    /// A clock that stands still at `date` until `advance(by:)` moves it.
    package init(frozenAt date: Date) { start = date }

    /// The present time.
    package var now: Date { (start ?? Date()).addingTimeInterval(advanced.withLock { $0 }) }

    /// Moves the clock forward: builds finish and tokens expire without anybody waiting.
    package func advance(by duration: Duration) {
        advanced.withLock { $0 += duration.timeInterval }
    }
}

extension Duration {
    var timeInterval: TimeInterval {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
