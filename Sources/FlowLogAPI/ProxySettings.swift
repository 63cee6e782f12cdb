package import FlowLogModel

/// What `HTTPS_PROXY` and `NO_PROXY` say. This machine is never reached through a proxy.
package struct ProxySettings: Sendable {
    package static let none = ProxySettings(proxy: nil, exceptions: [])

    /// For every host that is not an exception.
    let proxy: HTTPProxy?
    private let exceptions: [Exception]

    private init(proxy: HTTPProxy?, exceptions: [Exception]) {
        self.proxy = proxy
        self.exceptions = exceptions
    }

    /// Reads the variables; the one in lower case counts first, as for curl and Python, and an empty one is unset.
    /// - Parameter environment: the variables of the process.
    /// - Throws: of kind `url`, for what is not the URL of an HTTP proxy; the message leaves out one that may hold a password.
    package init(environment: Environment) throws(ConfigurationError) {
        func first(_ lower: String, _ upper: String) throws(ConfigurationError) -> (name: String, value: String)? {
            do { return try environment.first(lower, upper) } catch { throw ConfigurationError(.url, error.description, help: error.help) }
        }
        proxy = try first("https_proxy", "HTTPS_PROXY").map { name, value throws(ConfigurationError) in
            try HTTPProxy(value, setting: name)
        }
        exceptions = (try first("no_proxy", "NO_PROXY")?.value ?? "").split { ", \t".contains($0) }.compactMap { Exception($0) }
    }

    /// The proxy to reach a service through, nil for none.
    package func proxy(for service: ServiceURL) -> HTTPProxy? {
        service.isLoopback || exceptions.contains { $0.covers(host: service.host, port: service.port) } ? nil : proxy
    }
}

extension HTTPProxy {
    /// - Parameter text: `http://USER:PASSWORD@HOST:PORT`, of which only the host is required; user and password are percent-encoded.
    fileprivate init(_ text: String, setting: String) throws(ConfigurationError) {
        let shown = text.utf8.contains(UInt8(ascii: "@")) ? "" : ": '\(text)'"
        func refused(_ message: String) -> ConfigurationError {
            ConfigurationError(.url, "\(setting) \(message)\(shown)", help: "write http://HOST:PORT, with USER:PASSWORD@ if need be")
        }
        var rest = text[...]
        if let schemeEnd = text.firstRange(of: "://") {
            guard text[..<schemeEnd.lowerBound].lowercased() == "http" else {
                throw refused("is not an http proxy, and no other kind is supported")
            }
            rest = text[schemeEnd.upperBound...]
        }
        var credentials: Credentials?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(PercentEncoding.decode)
            guard let username = parts[0], let password = parts.count == 2 ? parts[1] : "", !username.isEmpty else {
                throw refused("has a user name or password that is not percent-encoded")
            }
            credentials = Credentials(username: username, password: Secret(password))
            rest = rest[rest.index(after: at)...]
        }
        guard let (host, port, _) = ServiceURL.split(rest) else { throw refused("is not the URL of a proxy") }
        self.init(
            host: host.first == "[" ? String(host.dropFirst().dropLast()) : host, port: port ?? 80, credentials: credentials,
            setting: setting)
    }
}

/// One entry of `NO_PROXY`.
private struct Exception {
    private enum Hosts {
        case all
        /// The host of this name and those below it.
        case domain(String)
        /// Addresses that begin with these bits.
        case network(address: [UInt8], bits: Int)
    }

    private let hosts: Hosts
    private let port: Int?

    /// Nil for an entry without a meaning.
    init?(_ text: Substring) {
        var name = text.lowercased()[...]
        var port: Int?
        if name.count(where: { $0 == ":" }) == 1 || name.contains("]:"), let colon = name.lastIndex(of: ":") {
            guard let number = Int(name[name.index(after: colon)...]) else { return nil }
            port = number
            name = name[..<colon]
        }
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        self.port = port
        if name == "*" {
            hosts = .all
            return
        }
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if let address = parts.first.flatMap({ IPAddress.bytes(of: String($0)) }) {
            let bits = parts.count == 2 ? Int(parts[1]) : address.count * 8
            guard let bits, (0...address.count * 8).contains(bits) else { return nil }
            hosts = .network(address: address, bits: bits)
        } else {
            if name.hasPrefix("*.") { name = name.dropFirst() }
            let domain = name.drop { $0 == "." }
            guard !domain.isEmpty else { return nil }
            hosts = .domain(String(domain))
        }
    }

    func covers(host: String, port: Int) -> Bool {
        if let ours = self.port, ours != port { return false }
        switch hosts {
        case .all: return true
        case .domain(let domain): return host == domain || host.hasSuffix(".\(domain)")
        case .network(let network, let bits):
            let address = IPAddress.bytes(of: host)
            guard let address, address.count == network.count else { return false }
            let whole = bits / 8
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> (bits % 8))
            return address[..<whole] == network[..<whole] && (bits % 8 == 0 || (address[whole] ^ network[whole]) & mask == 0)
        }
    }
}
