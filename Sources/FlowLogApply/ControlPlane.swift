package import FlowLogModel

/// The service as the executor sees it: the five logger calls of one project in one region (Service facts: Flow log loggers).
package protocol ControlPlane: Sendable {
    /// Every logger that the token can see, all pages.
    /// - Throws: `ControlPlaneError`; never a list that was cut short.
    func list() async throws(ControlPlaneError) -> [LiveLogger]

    /// One logger as it is now.
    /// - Throws: `ControlPlaneError`, of kind `notFound` if there is none.
    func show(_ id: String) async throws(ControlPlaneError) -> LiveLogger

    /// Creates a logger and returns the service's answer to it.
    /// - Parameter fields: what to send; `description` is complete, with its mark. Absent fields are not sent.
    /// - Returns: nil where the service took it (2xx) and its answer has no logger in it.
    /// - Throws: `ControlPlaneError`; after `unclear`, `invalidAnswer` and a status of 500 or more the logger may exist all the same.
    func create(_ fields: LoggerFields) async throws(ControlPlaneError) -> LiveLogger?

    /// Changes a logger's mutable fields and returns the service's answer.
    /// - Returns: nil where the service took it (2xx) and its answer has no logger in it.
    /// - Throws: `ControlPlaneError`.
    func edit(_ id: String, _ edit: LoggerEdit) async throws(ControlPlaneError) -> LiveLogger?

    /// Deletes a logger; it may still be there for a moment.
    /// - Throws: `ControlPlaneError`, of kind `notFound` if there is none.
    func delete(_ id: String) async throws(ControlPlaneError)
}

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
