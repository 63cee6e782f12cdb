/// A storage address, taken apart.
struct StorageURL {
    /// The tenant of the object storage.
    let account: String
    let container: String
    /// Without a slash at its end.
    let directory: String

    /// - Returns: nil unless the text is `https://{host}/v1/AUTH_{id}/{container}/{directory-path}`.
    init?(_ text: String) {
        let scheme = "https://"
        guard text.hasPrefix(scheme), !text.contains(where: { $0.isWhitespace || $0 == "?" }) else { return nil }
        let parts = text.dropFirst(scheme.count).split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, !parts[0].isEmpty, parts[1] == "v1", parts[2].hasPrefix("AUTH_"), parts[2].count > 5, !parts[3].isEmpty,
            !parts[4].isEmpty, parts[4] != "/"
        else { return nil }
        account = String(parts[2].dropFirst(5))
        // What a client puts to this URL has the name that the URL stands for.
        container = Query.decode(parts[3], isForm: false)
        let directory = parts[4].last == "/" ? parts[4].dropLast() : parts[4]
        self.directory = Query.decode(directory, isForm: false)
    }
}
