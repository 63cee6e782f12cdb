/// The doors to files. A path is what the system takes; it may name an open file of the process, such as `/dev/fd/3`.
package struct Files: Sendable {
    /// What is at a path; links are followed.
    package var status: @Sendable (_ path: String) -> FileStatus
    /// What is in a directory, in no order, without `.` and `..`.
    package var entries: @Sendable (_ directory: String) throws(SystemError) -> [DirectoryEntry]
    /// Reads that many bytes of a file, or all of it if it has no more.
    package var read: @Sendable (_ path: String, _ most: Int) throws(SystemError) -> [UInt8]
    /// Writes a file in one step: whoever reads it sees all of the old text or all of the new. A link keeps its target; what is not a
    /// regular file (a pipe, a terminal) is written as it is.
    package var replace: @Sendable (_ path: String, _ text: String) throws(SystemError) -> Void
    /// Appends what the closure makes of the present end; nil appends nothing. Creates the file if there is none.
    package var append: @Sendable (_ path: String, _ text: (FileEnd) -> String?) throws(SystemError) -> Void
    /// Empties or creates a file, and returns what writes to it at once.
    package var stream: @Sendable (_ path: String) throws(SystemError) -> @Sendable (String) -> SystemError?

    package init(
        status: @escaping @Sendable (_ path: String) -> FileStatus,
        entries: @escaping @Sendable (_ directory: String) throws(SystemError) -> [DirectoryEntry],
        read: @escaping @Sendable (_ path: String, _ most: Int) throws(SystemError) -> [UInt8],
        replace: @escaping @Sendable (_ path: String, _ text: String) throws(SystemError) -> Void,
        append: @escaping @Sendable (_ path: String, _ text: (FileEnd) -> String?) throws(SystemError) -> Void,
        stream: @escaping @Sendable (_ path: String) throws(SystemError) -> @Sendable (String) -> SystemError?
    ) {
        self.status = status
        self.entries = entries
        self.read = read
        self.replace = replace
        self.append = append
        self.stream = stream
    }

    /// A file is longer than it can be meant to be.
    package struct TooLong: Error, CustomStringConvertible {
        package let limit: Int

        package var description: String { "it is longer than \(limit >> 20) MiB" }
    }

    /// Reads a whole file.
    /// - Parameter limit: the most bytes that it may have, a whole number of MiB. Little more than that is read of a longer one.
    /// - Throws: `SystemError` or `TooLong`, which describe themselves.
    package func readAll(_ path: String, limit: Int) throws -> [UInt8] {
        let bytes = try read(path, limit + 1)
        guard bytes.count <= limit else { throw TooLong(limit: limit) }
        return bytes
    }
}
