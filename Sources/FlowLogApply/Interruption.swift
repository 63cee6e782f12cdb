import Synchronization

/// Whether somebody asked the run to end (Ctrl-C, SIGTERM): nothing new starts, requests in flight complete, waits end.
package final class Interruption: Sendable {
    private let requested = Atomic(false)

    package init() {}

    package var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Asks the run to end; asking again changes nothing.
    package func request() { requested.store(true, ordering: .relaxed) }
}
