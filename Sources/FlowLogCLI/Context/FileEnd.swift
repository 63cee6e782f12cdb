/// The end of a file, for what is added to it.
package struct FileEnd: Sendable {
    /// How many bytes the file has.
    package let size: Int
    /// Whether what is added begins a line.
    package let endsLine: Bool

    package init(size: Int, endsLine: Bool) {
        self.size = size
        self.endsLine = endsLine
    }
}
