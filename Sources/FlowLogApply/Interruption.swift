import Synchronization

/// Whether somebody asked the run to end (Ctrl-C, SIGTERM): nothing new starts, requests in flight complete, waits end.
package final class Interruption: Sendable {
    private struct State {
        var isRequested = false
        var waiting: [Int: AsyncStream<Never>.Continuation] = [:]
        var lastID = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Whether somebody asked; it stays true.
    package var isRequested: Bool { state.withLock { $0.isRequested } }

    /// Asks the run to end; asking again changes nothing.
    package func request() {
        state.withLock { state in
            state.isRequested = true
            for caller in state.waiting.values { caller.finish() }
            state.waiting = [:]
        }
    }

    /// Returns when the run is to end, or the task is cancelled.
    package func wait() async {
        let (stream, caller) = AsyncStream<Never>.makeStream()
        let id = state.withLock { state in
            state.lastID += 1
            if state.isRequested { caller.finish() } else { state.waiting[state.lastID] = caller }
            return state.lastID
        }
        for await _ in stream {}
        state.withLock { _ = $0.waiting.removeValue(forKey: id) }
    }

    /// Sleeps; what asks the run to end, ends the sleep at once.
    /// - Throws: if the run is to end or the task is cancelled.
    package func pause(_ duration: Duration, _ ticker: Ticker) async throws(CancellationError) {
        guard !isRequested else { throw CancellationError() }
        let isOver = await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await ticker.sleep(duration)) != nil }
            group.addTask {
                await self.wait()
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
        if !isOver { throw CancellationError() }
    }
}

extension Interruption {
    /// Sleeps in short steps, so that an interruption ends it soon.
    func sleep(_ duration: Duration, _ ticker: Ticker) async throws(Stop) {
        var left = duration
        while left > .zero {
            guard !isRequested else { throw .interrupted("interrupted while waiting") }
            do { try await ticker.sleep(min(left, .milliseconds(200))) } catch { throw .interrupted("interrupted while waiting") }
            left -= .milliseconds(200)
        }
    }
}
