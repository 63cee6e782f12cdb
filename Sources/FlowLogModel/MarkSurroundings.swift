/// The text before and after a mark that does not end its description, unchanged.
package struct MarkSurroundings: Sendable, Hashable {
    private let before: String
    private let after: String

    /// The description with another mark in the same position.
    package func enclosing(_ mark: OwnerMark) -> String { "\(before)\(mark.text)\(after)" }

    /// Nil if only white space follows the mark.
    init?(of mark: MarkReader.Found, in description: String) {
        let scalars = description.unicodeScalars
        let after = scalars.dropFirst(mark.range.upperBound)
        guard after.contains(where: { !$0.properties.isWhitespace }) else { return nil }
        before = String(scalars.prefix(mark.range.lowerBound))
        self.after = String(after)
    }
}
