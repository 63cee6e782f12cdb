import FlowLogYAML

/// One file's bytes.
package struct ManifestSource: Sendable {
    /// A file of more bytes is not read as a manifest.
    package static let mostBytes = YAMLLimit.fileBytes

    /// As the user gave it, `<stdin>` for `-`; a file of a directory has the directory's path before its own.
    package var path: String
    package var bytes: [UInt8]
    /// Whether only a directory names it: then it may hold documents that are not manifests.
    package var isFromDirectory: Bool

    package init(path: String, bytes: [UInt8], isFromDirectory: Bool = false) {
        self.path = path
        self.bytes = bytes
        self.isFromDirectory = isFromDirectory
    }
}
