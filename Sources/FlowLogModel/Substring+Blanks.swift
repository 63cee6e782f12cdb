extension Substring {
    /// The text without the blanks around it, as header fields are read.
    package var trimmingBlanks: Substring {
        var rest = self
        let blanks = " \t".utf8
        while let first = rest.utf8.first, blanks.contains(first) { rest = Substring(rest.utf8.dropFirst()) }
        while let last = rest.utf8.last, blanks.contains(last) { rest = Substring(rest.utf8.dropLast()) }
        return rest
    }
}
