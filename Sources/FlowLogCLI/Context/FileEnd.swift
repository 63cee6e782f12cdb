/// How a file ends, for what is appended to it.
package struct FileEnd: Sendable {
    /// In bytes.
    package let size: Int
    /// Whether what is appended begins a line.
    package let endsLine: Bool

    package init(size: Int, endsLine: Bool) {
        self.size = size
        self.endsLine = endsLine
    }
}
