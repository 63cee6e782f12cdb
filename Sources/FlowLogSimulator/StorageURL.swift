/// A storage address, taken apart.
struct StorageURL {
    let container: String

    /// - Returns: nil unless the text is `https://{host}/v1/AUTH_{id}/{container}/{directory-path}`.
    init?(_ text: String) {
        let scheme = "https://"
        guard text.hasPrefix(scheme), !text.contains(where: { $0.isWhitespace || $0 == "?" }) else { return nil }
        let parts = text.dropFirst(scheme.count).split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, !parts[0].isEmpty, parts[1] == "v1", parts[2].hasPrefix("AUTH_"), parts[2].count > 5, !parts[3].isEmpty,
            !parts[4].isEmpty, parts[4] != "/"
        else { return nil }
        container = String(parts[3])
    }
}
