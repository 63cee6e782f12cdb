/// What the reader takes at most, so that no file makes it slow or large (Contract: Manifest, YAML).
package enum YAMLLimit {
    /// Bytes of a file.
    package static let fileBytes = 64 << 20
    /// Levels of collections in collections.
    static let nesting = 64
    /// Lines that begin with `%`.
    static let directives = 1000
    /// Nodes that the aliases of a file stand for.
    static let aliasNodes = 1_000_000
    /// Bytes of text of a file that aliases repeat, or whoever fills in templates.
    package static let repeatedBytes = 256 << 20
}
