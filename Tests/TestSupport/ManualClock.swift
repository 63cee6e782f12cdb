package import FlowLogApply
import Synchronization

/// A clock that stands still but for the sleeps, each of which is over at once.
package final class ManualClock: Sendable {
    private let time = Mutex(Duration.zero)

    package init() {}

    package var now: Duration { time.withLock { $0 } }

    package var ticker: Ticker {
        Ticker(now: { self.now }, sleep: { duration in self.time.withLock { $0 += duration } })
    }
}
