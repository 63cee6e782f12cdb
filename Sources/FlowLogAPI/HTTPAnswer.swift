import FlowLogModel
import FoundationEssentials

/// What came back, whatever its status.
struct HTTPAnswer: Sendable {
    let call: HTTPCall
    let status: Int
    let reason: String
    let contentType: String?
    let location: String?
    /// `x-openstack-request-id`.
    let requestID: String?
    /// `Date`, by the server's clock; nil if it does not say.
    let date: Timestamp?
    /// `X-Container-Write`; nil if it is not shown.
    let writeACL: String?
    let retryAfter: Duration?
    let body: Data
    /// What must not be quoted of it.
    let secrets: Secrets
}
