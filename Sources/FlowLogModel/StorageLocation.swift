/// Where a logger writes: `https://{host}/v1/AUTH_{tenant}/{container}/{directory}` (Service facts: Object storage).
package struct StorageLocation: Sendable, Hashable {
    package let container: StorageContainer
    /// As the names of objects begin, without a slash at the end: not percent-encoded.
    package let directory: String

    /// Nil for a text that has not that form; of loggers that others made, it may be any text.
    package init?(_ url: String) {
        guard let schemeEnd = url.firstRange(of: "://") else { return nil }
        let parts = url[schemeEnd.upperBound...].split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
        let prefix = "AUTH_"
        guard parts.count == 5, !parts[0].isEmpty, parts[1] == "v1", parts[2].hasPrefix(prefix), !parts[3].isEmpty,
            !url.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") })
        else { return nil }
        let tenant = parts[2].dropFirst(prefix.count)
        var directory = parts[4]
        while directory.utf8.last == UInt8(ascii: "/") { directory.removeLast() }
        guard !tenant.isEmpty else { return nil }
        container = StorageContainer(
            origin: "\(url[..<schemeEnd.lowerBound])://\(parts[0])".lowercased(), tenant: String(tenant), name: String(parts[3]))
        self.directory = PercentEncoding.decode(directory) ?? String(directory)
    }
}
