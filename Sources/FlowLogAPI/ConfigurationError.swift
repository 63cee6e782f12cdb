/// A setting that is missing or wrong; no call was made because of it.
package struct ConfigurationError: Error, Hashable {
    /// What is wrong, from which the exit code follows.
    package enum Kind: Sendable, Hashable {
        /// Something to log in with is missing or unusable (exit code 4).
        case credentials
        /// Two settings that cannot both be meant, or one that is not supported (exit code 3).
        case contradiction
        /// A URL is malformed or not safe to call (exit code 3).
        case url
        /// A certificate file is unusable, or certificates are not to be checked (exit code 3).
        case tls
        /// No region, or one that the catalog does not have (exit code 3).
        case region
    }

    package let kind: Kind
    package let message: String
    /// What to do about it, without a full stop.
    package let help: String?

    package init(_ kind: Kind, _ message: String, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
    }
}
