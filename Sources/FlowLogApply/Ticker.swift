/// The clock, so that tests need not wait.
package struct Ticker: Sendable {
    /// The time since any fixed point.
    package let now: @Sendable () -> Duration
    /// Returns after the duration; throws if the task is cancelled before.
    package let sleep: @Sendable (Duration) async throws -> Void

    package init(now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's own clock.
    package static var continuous: Ticker {
        let start = ContinuousClock.now
        return Ticker(now: { start.duration(to: .now) }, sleep: { try await Task.sleep(for: $0) })
    }
}
