/// The base URL of a service, without a trailing `/v2.0` or slash; https, or http to this machine only (Contract: Safety, Secrets and
/// hosts).
package struct ServiceURL: Sendable {
    private let scheme: String
    /// A name or an IPv4 address, or an IPv6 address in brackets; in lower case, without a dot at the end.
    let host: String
    /// Whether the host was given with a dot at the end, so that no search domain is tried.
    let isRooted: Bool
    /// Where it comes from, for messages.
    let setting: String
    private let explicitPort: Int?
    /// Empty, or begins with a slash.
    private(set) var path: String

    /// Reads a URL with or without trailing slashes and `/v2.0`.
    /// - Parameters:
    ///   - text: the URL.
    ///   - setting: where it comes from, for the message.
    /// - Throws: of kind `url`; the message leaves out a URL that may hold a password.
    package init(_ text: String, setting: String) throws(ConfigurationError) {
        guard !text.utf8.contains(UInt8(ascii: "@")) else {
            throw ConfigurationError(.url, "\(setting) must not have a user name or password in its URL")
        }
        guard let schemeEnd = text.firstRange(of: "://"), let parts = Self.split(text[schemeEnd.upperBound...]) else {
            throw ConfigurationError(
                .url, "\(setting) is not a URL: '\(text)'", help: "write https://HOST, with :PORT and a path if need be")
        }
        scheme = text[..<schemeEnd.lowerBound].lowercased()
        isRooted = parts.host.last == "."
        (host, explicitPort) = (isRooted ? String(parts.host.dropLast()) : parts.host, parts.port)
        self.setting = setting
        path = Self.withoutVersion(parts.path)
        guard scheme == "https" || (scheme == "http" && Self.isLoopback(host)) else {
            throw ConfigurationError(
                .url, "\(setting) must be an https URL, is '\(text)'",
                help: "plain http is only allowed to this machine: 127.0.0.0/8, ::1, localhost")
        }
    }

    /// The whole URL.
    var text: String { appending("", query: nil) }

    /// The URL of a path below this one.
    /// - Parameters:
    ///   - path: begins with a slash, percent-encoded.
    ///   - query: percent-encoded, without `?`.
    func appending(_ path: String, query: String?) -> String {
        "\(origin)\(self.path)\(path)\(query.map { "?\($0)" } ?? "")"
    }

    /// The service below this one.
    /// - Parameter path: begins with a slash, percent-encoded.
    func below(_ path: String) -> ServiceURL {
        var url = self
        url.path += path
        return url
    }

    /// The service at the root of the same host.
    var root: ServiceURL {
        var url = self
        url.path = ""
        return url
    }

    /// Whether both are reached over the same scheme at the same host and port.
    func hasSameHost(as other: ServiceURL) -> Bool { scheme == other.scheme && host == other.host && port == other.port }

    /// Scheme, host and port.
    var origin: String { "\(scheme)://\(host)\(explicitPort.map { ":\($0)" } ?? "")" }

    var isTLS: Bool { scheme == "https" }

    /// `HOST:PORT`, for messages.
    var authority: String { "\(host):\(port)" }

    var port: Int { explicitPort ?? (isTLS ? 443 : 80) }

    /// Whether it is this machine.
    var isLoopback: Bool { Self.isLoopback(host) }

    /// The parts of a URL after its `://`; nil if it has others, such as a query.
    static func split(_ rest: Substring) -> (host: String, port: Int?, path: String)? {
        let pathStart = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<pathStart]
        let path = rest[pathStart...]
        guard path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"?#\"<>\\^`{|}".utf8.contains($0) }) else { return nil }

        let hostEnd: Substring.Index
        let isHostByte: (UInt8) -> Bool
        if authority.first == "[" {
            guard let bracket = authority.firstIndex(of: "]") else { return nil }
            hostEnd = authority.index(after: bracket)
            isHostByte = { "[]0123456789abcdefABCDEF:.".utf8.contains($0) }
        } else {
            hostEnd = authority.firstIndex(of: ":") ?? authority.endIndex
            isHostByte = { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-._".utf8.contains(byte)
                }
            }
        }
        let host = authority[..<hostEnd]
        guard !host.isEmpty, host != "[]", host != ".", host.utf8.allSatisfy(isHostByte) else { return nil }

        let rest = authority[hostEnd...]
        guard rest.isEmpty || rest.first == ":" else { return nil }
        let digits = rest.dropFirst()
        guard !digits.isEmpty else { return rest.isEmpty ? (host.lowercased(), nil, String(path)) : nil }
        guard isNumber(digits), let port = Int(digits),
            (1...65535).contains(port)
        else { return nil }
        return (host.lowercased(), port, String(path))
    }

    private static func withoutVersion(_ path: String) -> String {
        var rest = path[...]
        func dropSlashes() { while rest.last == "/" { rest.removeLast() } }
        dropSlashes()
        if rest.hasSuffix("/v2.0") { rest.removeLast("/v2.0".count) }
        dropSlashes()
        return String(rest)
    }

    private static func isNumber(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { isNumber($0) && UInt8($0) != nil }
    }
}

extension ServiceURL: Hashable {
    /// Where a URL comes from makes no difference.
    package static func == (one: ServiceURL, other: ServiceURL) -> Bool { one.origin == other.origin && one.path == other.path }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(origin)
        hasher.combine(path)
    }
}
