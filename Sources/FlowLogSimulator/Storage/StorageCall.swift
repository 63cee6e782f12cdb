/// A call to the object storage, taken apart: `/v1/AUTH_{account}/{container}/{object}`.
struct StorageCall {
    let method: String
    let container: Container.Address
    /// Not percent-encoded; nil for the container itself.
    let object: String?
    let query: Query

    /// - Parameter query: as the storage heeds it.
    /// - Throws: for an address that no container has.
    init(_ call: Call, query: Query) throws(StorageError) {
        let parts = call.path.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 4, parts[1] == "v1", parts[2].hasPrefix("AUTH_") else { throw .notFound }
        let (account, name) = (Self.decode(parts[2].dropFirst("AUTH_".count)), Self.decode(parts[3]))
        guard !account.isEmpty, !name.isEmpty else { throw .notFound }
        guard !name.contains("/"), name.utf8.count <= 256 else { throw .preconditionFailed("Bad container name.") }
        method = call.method
        container = Container.Address(account: account, name: name)
        object = parts.count == 5 && !parts[4].isEmpty ? Self.decode(parts[4]) : nil
        self.query = query
    }

    private static func decode(_ text: some StringProtocol) -> String { Query.decode(text, isForm: false) }
}
