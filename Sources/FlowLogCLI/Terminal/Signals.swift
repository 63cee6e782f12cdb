import UnixSignals

/// The signals that ask a run to end.
enum Signals {
    /// Calls `onSignal` for each Ctrl-C and SIGTERM until the task is cancelled.
    static func watch(_ onSignal: @Sendable () -> Void) async {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { onSignal() }
    }
}
