import FlowLogModel

/// What a logger records, in the words of a report: whose traffic, and which directory gets the rows.
struct Recording {
    private let fields: LoggerFields

    init(_ fields: LoggerFields) { self.fields = fields }

    /// `SUBNET 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11`.
    var target: Shown { "\(type) \(id)" }

    /// `SUBNET 7b1e5a3e…`, for a line on which other things matter more.
    var shortTarget: Shown {
        guard Identifier.isUUID(id) else { return target }
        return "\(type) \(String(decoding: id.utf8.prefix(8), as: UTF8.self))…"
    }

    /// The container and the path in it: the storage URL without what nearly all loggers of a project share.
    var directory: Shown {
        let url = fields[.storageURL]?.text ?? "-"
        let parts = url.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[1].isEmpty, parts[4].starts(with: "AUTH_".utf8), !parts[5].isEmpty else { return Shown(url) }
        return Shown(String(decoding: parts[5], as: UTF8.self))
    }

    private var type: String { fields[.resourceType]?.text ?? "-" }

    private var id: String { fields[.resourceID]?.text ?? "-" }
}
