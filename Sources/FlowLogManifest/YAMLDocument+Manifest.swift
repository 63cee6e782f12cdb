import FlowLogYAML

extension YAMLDocument {
    /// Whether the document is meant as a manifest, however misspelt or misplaced: it has `flowlog/v1`, or a key `stack` or `loggers` at the top
    /// (Contract: Manifest, Paths).
    var isManifest: Bool { content?.hasManifestKey ?? false || scalars.contains { $0.isVersion } }
}

extension YAMLNode {
    fileprivate var hasManifestKey: Bool {
        kind == .mapping
            && entries.contains {
                $0.key.isText("stack") || $0.key.isText("loggers")
                    || $0.key.isText("apiVersion") && $0.value.kind == .scalar && $0.value.string.utf8.starts(with: "flowlog/".utf8)
            }
    }

    /// Whether a scalar names our version; a block of text may hold a whole manifest, and be part of something else.
    fileprivate var isVersion: Bool { !isBlock && hasText("flowlog/v1") }
}
