import Glibc
import Synchronization
import UnixSignals

/// The signals that ask a run to end: an apply takes them over while it runs; before, they end the process with exit 8.
final class Signals: Sendable {
    private enum Receiver {
        case nobody
        /// An apply is about to begin; this many signals wait for it.
        case coming(Int)
        case apply(@Sendable () -> Void)
        /// The work is over, and the process ends by itself.
        case done
    }

    private let receiver = Mutex(Receiver.nobody)
    private let lastWords = Mutex<@Sendable () -> Void> {}

    /// What must still be reported if a signal ends the process before anything was changed.
    func beforeEnd(_ tell: @escaping @Sendable () -> Void) { lastWords.withLock { $0 = tell } }

    /// From now on, signals wait for `watch`: it can no longer be claimed that nothing was changed.
    func expectWatch() { receiver.withLock { $0 = .coming(0) } }

    /// Calls `onSignal` for each Ctrl-C, SIGTERM and SIGHUP until the task is cancelled.
    func watch(_ onSignal: @escaping @Sendable () -> Void) async {
        let missed = receiver.withLock { receiver in
            defer { receiver = .apply(onSignal) }
            return if case .coming(let count) = receiver { count } else { 0 }
        }
        for _ in 0..<missed { onSignal() }
        for await _ in AsyncStream<Never>.makeStream().stream {}
        receiver.withLock { $0 = .done }
    }

    /// SIGHUP only if it is not ignored: `nohup` wants it to stay so.
    private static var watched: [UnixSignal] {
        var action = sigaction()
        let isIgnored =
            sigaction(SIGHUP, nil, &action) == 0
            && unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        return [.sigint, .sigterm] + (isIgnored ? [] : [.sighup])
    }

    /// Runs `body` while signals are watched.
    /// - Parameter endNow: called for a signal before anything was changed.
    func during<Value: Sendable>(_ body: @escaping @Sendable () async -> Value, endNow: @escaping @Sendable () -> Void) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: Self.watched) {
                    let receiver = self.receiver.withLock { receiver in
                        if case .coming(let count) = receiver { receiver = .coming(count + 1) }
                        return receiver
                    }
                    switch receiver {
                    case .nobody:
                        self.lastWords.withLock { $0 }()
                        endNow()
                    case .apply(let onSignal): onSignal()
                    case .coming, .done: break
                    }
                }
                return nil
            }
            group.addTask { await body() }
            var value: Value?
            while value == nil, let ended = await group.next() { value = ended }
            group.cancelAll()
            return value
        }
    }
}
