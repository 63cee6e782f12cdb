/// What is the same for all names of a file.
package struct FileIdentity: Hashable, Sendable {
    private let text: String

    package init(_ text: String) { self.text = text }
}
