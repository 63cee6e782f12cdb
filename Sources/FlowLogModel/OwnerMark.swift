/// The mark in a logger's description, at its end, that says whose it is (Contract: Whose logger is it, The mark).
package struct OwnerMark: Sendable, Hashable {
    /// The stack that owns the logger.
    package let stack: String
    /// The logger's key in that stack.
    package let key: String
    /// Whether its manifest forbids destroying it.
    package let isProtected: Bool

    package init(stack: String, key: String, isProtected: Bool = false) {
        self.stack = stack
        self.key = key
        self.isProtected = isProtected
    }

    /// `STACK/KEY`, as plans show it.
    package var owner: String { stack + "/" + key }

    /// How every mark begins; a manifest's descriptions must not contain it.
    package static let opening = "[flowlogctl:"

    /// The most characters (Unicode scalars) that a description may have with its mark (Service facts: Flow log loggers: upstream column).
    package static let longestDescription = 255

    /// The description to send: the users' text, then the mark.
    package func appended(to text: String) -> String {
        var marked = text
        if !text.isEmpty { marked += " " }
        marked += self.text
        return marked
    }

    /// The same, but with the mark in its old position if it fits only there (Contract: Whose logger is it, The mark).
    /// - Parameter surroundings: what is around the live mark, for a text that is the live one.
    package func appended(to text: String, keeping surroundings: MarkSurroundings?) -> String {
        let moved = appended(to: text)
        guard let surroundings, moved.unicodeScalars.count > Self.longestDescription else { return moved }
        let inPlace = surroundings.enclosing(self)
        return inPlace.unicodeScalars.count <= Self.longestDescription ? inPlace : moved
    }

    /// The mark as it stands in a description.
    var text: String { Self.opening + owner + (isProtected ? " protected]" : "]") }
}
