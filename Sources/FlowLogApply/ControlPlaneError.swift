import FlowLogModel

/// Why a call did not give what it should have.
package struct ControlPlaneError: Error, Hashable {
    /// What came back, as far as the executor tells cases apart.
    package enum Kind: Sendable, Hashable {
        /// No connection, so nothing was sent.
        case unreachable
        /// The request may have been carried out: it was sent, and no usable answer came (time-out, reset, cut body).
        case unclear
        /// A 2xx answer that is not what the guide says.
        case invalidAnswer
        /// 404.
        case notFound
        /// 401, or the token call refused the credentials.
        case notAuthenticated
        /// 403.
        case notAuthorized
        /// Any other status that is not 2xx.
        case refused(status: Int)
    }

    package let kind: Kind
    /// The server's own words where it gave some, else ours; not escaped.
    package let message: String
    /// `x-openstack-request-id` of the answer.
    package let requestID: String?
    /// Whether it was not sent, or not again, because the time of `CallBounds` was up.
    package let isLate: Bool
    /// Whether asking again would get the same answer: the document came whole, and is not what the guide says.
    package let isSettled: Bool

    package init(_ kind: Kind, _ message: String, requestID: String? = nil, isLate: Bool = false, isSettled: Bool = false) {
        self.kind = kind
        self.message = message
        self.requestID = requestID
        self.isLate = isLate
        self.isSettled = isSettled
    }

    /// The message with the request id, for where there is only one text.
    package var text: String { requestID.map { "\(message) (request \($0))" } ?? message }

    /// Whether a write may have been carried out although this came back.
    package var mayHaveHappened: Bool {
        switch kind {
        case .unclear, .invalidAnswer: true
        case .refused(let status): status >= 500
        case .unreachable, .notFound, .notAuthenticated, .notAuthorized: false
        }
    }

    /// Whether the same call may go through later.
    var isPassing: Bool { mayHaveHappened || kind == .unreachable || kind == .refused(status: 429) }
}
