/// A stretch of one line of a file, with the line itself, so that it can be shown without reading the file again.
package struct SourceLocation: Sendable, Hashable {
    /// The path as the user gave it, `<stdin>` for `-`.
    package var path: String
    /// 1-based.
    package var line: Int
    /// 1-based, in Unicode scalars.
    package var column: Int
    /// In Unicode scalars, at least 1; what goes on in later lines is not counted.
    package var length: Int
    /// The text of the line without its end, or the part of a long one around the position. Empty where no line may be shown: in a file with
    /// secrets, or one that is not a manifest.
    package var lineText: String
    /// How many scalars of the line come before `lineText`.
    package var omitted: Int

    /// - Parameter omitted: how many scalars of the line come before `lineText`.
    package init(path: String, line: Int, column: Int, length: Int, lineText: String, omitted: Int = 0) {
        self.path = path
        self.line = line
        self.column = column
        self.length = length
        self.lineText = lineText
        self.omitted = omitted
    }
}
