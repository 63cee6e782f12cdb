/// One file's bytes.
package struct SourceFile: Sendable {
    /// The path, as messages name it.
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
