extension Substring {
    /// The text without the Unicode white space at its end.
    package func trimmingTrailingWhiteSpace() -> Substring {
        var rest = unicodeScalars
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return Substring(rest)
    }
}

extension String {
    func trimmingTrailingWhiteSpace() -> String { String(self[...].trimmingTrailingWhiteSpace()) }
}
