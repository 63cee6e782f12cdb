extension ServiceURL {
    /// Reads the URL of an identity service, with or without trailing slashes and `/v2.0`.
    /// - Parameters:
    ///   - text: the URL.
    ///   - setting: where it comes from, for the message.
    /// - Throws: of kind `url`; one with another version in its path, or something after it, is told the right form.
    init(identity text: String, setting: String) throws(ConfigurationError) {
        let url = try ServiceURL(text, setting: setting)
        let version = #/(/v[0-9][0-9.]*|/tokens)(/.*)?$/#.ignoresCase()
        if let found = url.path.firstMatch(of: version) {
            let base = url.text.dropLast(url.path.utf8.count) + url.path[..<found.range.lowerBound]
            throw ConfigurationError(
                .url,
                "\(setting) is '\(text)', and the identity service is asked at /v2.0/tokens: '\(found.output.0)' is not part of its URL",
                help: "write '\(base)/v2.0'")
        }
        self = url
    }
}
