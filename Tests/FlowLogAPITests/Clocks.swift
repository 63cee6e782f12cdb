import FlowLogApply
import Synchronization

/// A clock that stands still but for the sleeps, each of which is over at once.
final class InstantClock: Sendable {
    private let state = Mutex((now: Duration.zero, sleeps: [Duration]()))

    var sleeps: [Duration] { state.withLock { $0.sleeps } }
    var now: Duration { state.withLock { $0.now } }

    func advance(by duration: Duration) { state.withLock { $0.now += duration } }

    var ticker: Ticker {
        Ticker(
            now: { self.now },
            sleep: { duration in
                self.advance(by: duration)
                self.state.withLock { $0.sleeps.append(duration) }
            })
    }
}

/// A clock that a test moves on; sleepers wait for it.
final class HeldClock: Sendable {
    private struct Sleeper {
        let end: Duration
        let caller: AsyncStream<Never>.Continuation
    }

    private struct State {
        var now = Duration.zero
        var sleepers: [Sleeper] = []
        var watchers: [(count: Int, caller: AsyncStream<Never>.Continuation)] = []
    }

    private let state = Mutex(State())

    var now: Duration { state.withLock { $0.now } }

    var ticker: Ticker { Ticker(now: { self.now }, sleep: { try await self.sleep($0) }) }

    /// Wakes those whose time has come.
    func advance(by duration: Duration) {
        state.withLock { state in
            state.now += duration
            for sleeper in state.sleepers where sleeper.end <= state.now { sleeper.caller.finish() }
            state.sleepers.removeAll { $0.end <= state.now }
        }
    }

    /// Returns when as many sleep at the same time.
    func sleepers(_ count: Int) async {
        let (stream, caller) = AsyncStream<Never>.makeStream()
        state.withLock { state in
            if state.sleepers.count >= count { caller.finish() } else { state.watchers.append((count, caller)) }
        }
        for await _ in stream {}
    }

    private func sleep(_ duration: Duration) async throws {
        let (stream, caller) = AsyncStream<Never>.makeStream()
        state.withLock { state in
            state.sleepers.append(Sleeper(end: state.now + duration, caller: caller))
            for watcher in state.watchers where watcher.count <= state.sleepers.count { watcher.caller.finish() }
            state.watchers.removeAll { $0.count <= state.sleepers.count }
        }
        for await _ in stream {}
        try Task.checkCancellation()
    }
}
