import FoundationEssentials
import NIOCore
import Synchronization

/// A request's body that knows whether anybody asked for it. The library does so when it has written the head: until then the server
/// cannot have got what it would carry out.
final class RequestBody: AsyncSequence, Sendable {
    private enum State {
        case untouched, taken, withheld
    }

    private let bytes: Data
    private let state = Mutex(State.untouched)

    init(_ bytes: Data) { self.bytes = bytes }

    var count: Int { bytes.count }

    /// Keeps the body back if nobody has asked for it yet.
    /// - Returns: whether that is so, and nothing was and will be sent.
    func withhold() -> Bool {
        state.withLock { state in
            if state == .untouched { state = .withheld }
            return state == .withheld
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        let body: RequestBody

        /// All of it at once, then nothing.
        mutating func next() async throws -> ByteBuffer? {
            try body.state.withLock { state in
                switch state {
                case .untouched:
                    state = .taken
                    return ByteBuffer(bytes: body.bytes)
                case .taken: return nil
                case .withheld: throw CancellationError()
                }
            }
        }
    }
}
