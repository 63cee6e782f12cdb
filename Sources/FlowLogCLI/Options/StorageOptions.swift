import ArgumentParser

/// How to reach the object storage.
struct StorageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The object storage's scheme, host and port, instead of those of every storage_url: it gets a token of the storage's project.",
            valueName: "url"))
    var storageEndpoint: String?

    func validate() throws {
        guard let storageEndpoint else { return }
        let afterScheme = storageEndpoint.firstRange(of: "://").map { storageEndpoint[$0.upperBound...] } ?? storageEndpoint[...]
        let path = afterScheme.drop { $0 != "/" }
        guard path.isEmpty || path == "/" else {
            throw ValidationError("--storage-endpoint must have no path: write https://HOST, with :PORT if need be")
        }
    }
}
