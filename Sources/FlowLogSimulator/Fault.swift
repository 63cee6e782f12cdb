/// Something that goes wrong on request (Contract: Simulator).
package struct Fault: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// An error from a gateway: the service does not see the request.
        case status(Int, retryAfter: RetryAfter?)
        /// The connection is closed and the service does not see the request.
        case dropBefore
        /// The request takes effect, then the connection is closed without an answer.
        case dropAfterCommit
        /// The request takes effect, its answer is held back.
        case delay(Duration)
        /// The request takes effect, and half of the answer's body arrives before the connection is closed.
        case truncate
        /// The request takes effect, and is answered with success and a body that is not JSON.
        case garbage
        /// A deleted logger is still shown for this time; writes to it are refused.
        case deleteLag(Duration)
        /// A list shows what was there this long ago.
        case staleList(Duration)
        /// A show of one object answers what it would have answered this long ago: 404 for what is younger.
        case staleShow(Duration)
        /// The service keeps something else than what it was sent.
        case stores([StoredForm])
        /// The request takes effect, and success is answered without a body, with this status if there is one.
        case noBody(status: Int?)
        /// Answers write ids in another form than the service keeps them in.
        case ids([WrittenIDs])
        /// Odd objects are answered without these fields.
        case lacks([String])
        /// Odd objects are answered with null in these fields.
        case nulls([String])
        /// A list does as if the query did not have these names.
        case ignores([String])
        /// A list that was cut says nothing of it.
        case noLinks
    }

    /// The two forms of the header, both in seconds from now (RFC 9110, 10.2.3).
    enum RetryAfter: Sendable, Equatable {
        case seconds(Int)
        case date(Int)
    }

    /// The fault as it was written.
    package let text: String
    /// The method it hits, or nil for any.
    let method: String?
    /// The paths it hits: `*` stands for any text, slashes included.
    let pathGlob: String
    let kind: Kind
    /// Which of the calls that match are hit, counted from 1.
    let calls: ClosedRange<Int>
    /// How likely it is that one of these calls is hit.
    let probability: Double

    /// Whether chance decides on some of its calls.
    var isRandom: Bool { probability > 0 && probability < 1 }

    /// Whether method and path are the fault's.
    func matches(_ call: Call) -> Bool {
        (method ?? call.method) == call.method && Self.matches(call.path.utf8[...], pathGlob.utf8[...])
    }

    /// Takes the text piece by piece between the stars, each as early as possible: then the rest has the most room.
    private static func matches(_ text: Substring.UTF8View, _ glob: Substring.UTF8View) -> Bool {
        let pieces = glob.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
        guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return text.elementsEqual(glob) }
        guard text.starts(with: first), text.count >= first.count + last.count else { return false }
        guard text.suffix(last.count).elementsEqual(last) else { return false }
        var rest = Array(text.dropFirst(first.count).dropLast(last.count))[...]
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
