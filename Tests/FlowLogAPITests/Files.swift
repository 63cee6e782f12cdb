/// Reads files that are only in the test.
func readFile(of files: [String: String]) -> (String) throws -> [UInt8] {
    { path in
        guard let text = files[path] else { throw NoSuchFile() }
        return Array(text.utf8)
    }
}

private struct NoSuchFile: Error, CustomStringConvertible {
    let description = "No such file or directory"
}
