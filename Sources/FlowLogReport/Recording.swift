import FlowLogModel

/// What a logger records, in the words of a report: whose traffic, and which directory gets the rows.
struct Recording {
    private let type: String
    private let id: String
    private let storageURL: String

    /// - Parameters: as the API has them; nil is what a logger does not tell.
    init(resourceType: String?, resourceID: String?, storageURL: String?) {
        type = resourceType ?? "-"
        id = resourceID ?? "-"
        self.storageURL = storageURL ?? "-"
    }

    init(_ fields: LoggerFields) {
        self.init(resourceType: fields[.resourceType]?.text, resourceID: fields[.resourceID]?.text, storageURL: fields[.storageURL]?.text)
    }

    /// `SUBNET 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11`.
    var target: Shown { "\(type) \(id)" }

    /// `SUBNET 7b1e5a3e…`.
    var shortTarget: Shown { shortTarget(called: nil) }

    /// `SUBNET prod/web`, if its name is known.
    func shortTarget(called name: Shown?) -> Shown { "\(type) \(name ?? shortID)" }

    /// Of what is recorded.
    var shortID: Shown { Shown(shortID: id) }

    /// The container and the path in it: the storage URL without what nearly all loggers of a project share.
    var directory: Shown {
        let parts = storageURL.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[1].isEmpty, parts[4].starts(with: "AUTH_".utf8), !parts[5].isEmpty else { return Shown(storageURL) }
        return Shown(String(decoding: parts[5], as: UTF8.self))
    }
}
