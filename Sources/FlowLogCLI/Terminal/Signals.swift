import Synchronization
import UnixSignals

/// The signals that ask a run to end: an apply takes them over while it runs; before, they end the process with exit 8.
final class Signals: Sendable {
    private enum Receiver {
        case nobody
        case apply(@Sendable () -> Void)
        /// What was to be done is done, and the process ends by itself.
        case done
    }

    private let receiver = Mutex(Receiver.nobody)

    /// Calls `onSignal` for each Ctrl-C and SIGTERM until the task is cancelled.
    func watch(_ onSignal: @escaping @Sendable () -> Void) async {
        receiver.withLock { $0 = .apply(onSignal) }
        for await _ in AsyncStream<Never>.makeStream().stream {}
        receiver.withLock { $0 = .done }
    }

    /// Runs `body` while signals are looked after.
    /// - Parameter endNow: called where nothing has been changed yet.
    func during<Value: Sendable>(_ body: @escaping @Sendable () async -> Value, endNow: @escaping @Sendable () -> Void) async -> Value? {
        await withTaskGroup(of: Value?.self) { group in
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                    switch self.receiver.withLock({ $0 }) {
                    case .nobody: endNow()
                    case .apply(let onSignal): onSignal()
                    case .done: break
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
