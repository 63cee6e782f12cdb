import Synchronization

/// The first failure of writing to a stream.
final class OutputFailure: Sendable {
    private let error = Mutex<SystemError?>(nil)

    var first: SystemError? { error.withLock { $0 } }

    func record(_ new: SystemError?) { error.withLock { $0 = $0 ?? new } }
}
