/// A name in a directory.
package struct DirectoryEntry: Sendable {
    package let name: String
    /// Whether it is a directory itself; a link to one is not.
    package let isDirectory: Bool

    package init(name: String, isDirectory: Bool) {
        self.name = name
        self.isDirectory = isDirectory
    }
}
