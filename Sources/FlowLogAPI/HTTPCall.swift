import FlowLogModel
import FoundationEssentials
import NIOHTTP1

/// One request.
struct HTTPCall: Sendable {
    let method: HTTPMethod
    let service: ServiceURL
    /// Below the service, percent-encoded: `/v2.0/flowlog-loggers`.
    let path: String
    /// Percent-encoded, without `?`.
    var query: String?
    var token: Secret?
    /// JSON.
    var body: Data?
    /// Whether sending it twice is the same as once: all but the POST of a logger.
    var isRepeatable = true
    /// Whether the object storage is asked: it has a pace of its own (Contract: Storage, Who gets a token), its errors are HTML, and a 404
    /// is an answer.
    var isToStorage = false
    /// Whether the path is a secret.
    var isPathHidden = false

    /// How messages and logs call it: `GET /v2.0/flowlog-loggers?limit=2`.
    var name: String { "\(method.rawValue) \(shownPath)\(query.map { "?\($0)" } ?? "")" }

    /// The call with its whole URL, and the setting that the URL comes from: `GET https://HOST/v2.0/flowlog-loggers, from --endpoint`.
    var origin: String { "\(method.rawValue) \(service.appending(shownPath, query: query)), from \(service.setting)" }

    /// Whose pace counts: name and port.
    var host: String { isToStorage ? "\(service.authority) (object storage)" : service.authority }

    /// Whether giving it up in the middle leaves nothing unknown.
    var isRead: Bool { method == .GET || method == .HEAD || (method == .POST && isRepeatable) }

    /// Whether an answer of this status is what was asked for.
    func isAnswered(by status: Int) -> Bool { (200...299).contains(status) || (isToStorage && status == 404) }

    private var shownPath: String { isPathHidden ? "/***" : path }
}
