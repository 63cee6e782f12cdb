package import FlowLogModel

/// An HTTP proxy, asked to `CONNECT`.
package struct HTTPProxy: Sendable, Equatable {
    /// What a proxy asks for; the password never shows.
    package struct Credentials: Sendable, Equatable {
        package let username: String
        package let password: Secret
    }

    package let host: String
    package let port: Int
    package let credentials: Credentials?
    /// The variable that names it, for messages.
    package let setting: String

    /// `HOST:PORT (VARIABLE)`, for messages.
    package var name: String { "\(host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host):\(port) (\(setting))" }
}
