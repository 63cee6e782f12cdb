import FoundationEssentials

/// A container of the object storage, with its objects (Service facts: Object storage).
struct Container: Sendable {
    /// Which container.
    struct Address: Sendable, Hashable {
        /// The tenant that it belongs to.
        let account: String
        let name: String
    }

    /// An object; what is in it does not matter here.
    struct Object: Sendable {
        var bytes = 0
        var hash = "d41d8cd98f00b204e9800998ecf8427e"
        var contentType = "application/octet-stream"
        /// By the storage's clock.
        var lastModified: Date
    }

    /// Its `X-…` headers, by lower-case name.
    var headers: [String: String] = [:]
    var objects: [String: Object] = [:]

    /// The headers that only the account itself is shown.
    static let ownersHeaders: Set = ["x-container-read", "x-container-write", "x-container-ip-acl-allowed-list"]

    /// Whether one of the entries of an access list is a user's.
    /// - Parameter header: in lower case.
    func grants(_ header: String, tenant: String, user: String) -> Bool {
        let entries = ["\(tenant):\(user)", "\(tenant):*", "*:\(user)", "*:*"]
        return (headers[header] ?? "").split(separator: ",").contains { entry in
            let entry = entry.drop { $0 == " " }
            return entries.contains(String(entry.prefix(entry.count - entry.reversed().prefix { $0 == " " }.count)))
        }
    }
}
