/// Whether a certificate is for the host of a URL: as RFC 9525 has it, and never for whoever is at the other end (Contract: Safety, Secrets
/// and hosts).
package struct HostIdentity: Sendable {
    /// A name that a certificate has beside its subject; what the subject is called does not count.
    package enum Name: Sendable, Hashable {
        case dns([UInt8])
        case address([UInt8])
    }

    private enum Host {
        case name([ArraySlice<UInt8>])
        case address([UInt8])
    }

    private let host: Host

    /// - Parameter host: of a URL: a name, an IPv4 address, or an IPv6 address in brackets.
    package init(_ host: String) {
        self.host = IPAddress.bytes(of: host).map { .address($0) } ?? .name(Self.labels(Array(host.utf8)))
    }

    package func isAmong(_ names: [Name]) -> Bool {
        names.contains { name in
            switch (name, host) {
            case (.address(let address), .address(let ours)): address == ours
            case (.dns(let name), .name(let ours)): Self.covers(Self.labels(name), ours)
            case (.address, .name), (.dns, .address): false
            }
        }
    }

    /// The labels of a name in lower case, without the empty one after a final dot.
    private static func labels(_ name: [UInt8]) -> [ArraySlice<UInt8>] {
        let name = name.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
        let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count > 1 && labels.last?.isEmpty == true ? labels.dropLast() : labels
    }

    /// A `*` is one whole label, the first one, and not of a top-level domain.
    private static func covers(_ pattern: [ArraySlice<UInt8>], _ host: [ArraySlice<UInt8>]) -> Bool {
        guard pattern.count == host.count, pattern.allSatisfy({ !$0.isEmpty }) else { return false }
        let isWildcard = pattern[0].elementsEqual([UInt8(ascii: "*")]) && pattern.count >= 3
        return zip(pattern, host).dropFirst(isWildcard ? 1 : 0).allSatisfy { $0 == $1 } && !host[0].isEmpty
    }
}
