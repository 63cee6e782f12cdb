/// The mark in a logger's description, at its end, that says whose it is (Contract: Whose logger is it, The mark).
package struct OwnerMark: Sendable, Hashable {
    /// The stack that owns the logger.
    package let stack: String
    /// The logger's key in that stack.
    package let key: String
    /// Whether the owner asked that nobody destroys it.
    package let isProtected: Bool

    package init(stack: String, key: String, isProtected: Bool = false) {
        self.stack = stack
        self.key = key
        self.isProtected = isProtected
    }

    /// `STACK/KEY`, as plans show it.
    package var owner: String { "\(stack)/\(key)" }

    /// How every mark begins; a manifest's descriptions must not contain it.
    package static let opening = "[flowlogctl:"

    /// The most characters (Unicode scalars) that a description may have with its mark (Service facts: Flow log loggers: upstream column).
    package static let longestDescription = 255

    /// The description to send: the users' text, then the mark.
    package func appended(to text: String) -> String {
        text.isEmpty ? self.text : "\(text) \(self.text)"
    }

    /// The same, but with the mark where it stood if it fits only there (Contract: Whose logger is it, The mark).
    /// - Parameter surroundings: what is around the live mark, for a text that is the live one.
    package func appended(to text: String, keeping surroundings: MarkSurroundings?) -> String {
        let moved = appended(to: text)
        guard let surroundings, moved.unicodeScalars.count > Self.longestDescription else { return moved }
        let inPlace = surroundings.enclosing(self)
        return inPlace.unicodeScalars.count <= Self.longestDescription ? inPlace : moved
    }

    /// The mark as it stands in a description.
    var text: String { "\(Self.opening)\(owner)\(isProtected ? " protected" : "")]" }
}

/// A description as the API has it, taken apart: the mark owns wherever it stands (Contract: Whose logger is it, The mark).
package struct MarkedDescription: Sendable, Hashable {
    /// What its marks say about the owner.
    package enum Ownership: Sendable, Hashable {
        case unmarked
        case owned(OwnerMark)
        /// A mark with words that this version does not know: it owns, and nothing may be done to the logger.
        case newer(OwnerMark, words: String)
        /// Marks of different owners, one of each: nothing may be done to the logger.
        case ambiguous([OwnerMark])
        /// The opening of a mark, and none that parses: counts as unmarked.
        case damaged
    }

    /// The users' text, without any mark that parses and the white space around it.
    package let text: String
    package let ownership: Ownership
    /// What surrounds the one mark, if text is behind it; nil where the mark ends the description.
    package let surroundings: MarkSurroundings?

    /// Takes a live description apart.
    /// - Parameter description: the API's `description`, any text.
    package init(_ description: String) {
        // By bytes: a list has a description for every logger.
        guard description.utf8.firstRange(of: OwnerMark.opening.utf8) != nil else {
            self.init(text: description, ownership: .unmarked, surroundings: nil)
            return
        }
        var reader = MarkReader()
        for scalar in description.unicodeScalars { reader.read(scalar) }
        guard let last = reader.marks.last else {
            self.init(text: description, ownership: .damaged, surroundings: nil)
            return
        }
        var seen: Set<String> = []
        let owners = reader.marks.map(\.mark).filter { seen.insert($0.owner).inserted }
        self.init(
            text: String(String.UnicodeScalarView(reader.text)).trimmingTrailingWhiteSpace(),
            ownership: owners.count > 1 ? .ambiguous(owners) : last.ownership,
            surroundings: reader.marks.count == 1 ? MarkSurroundings(of: last, in: description) : nil)
    }

    private init(text: String, ownership: Ownership, surroundings: MarkSurroundings?) {
        self.text = text
        self.ownership = ownership
        self.surroundings = surroundings
    }
}

/// The text before and behind a mark that does not end its description, as it is.
package struct MarkSurroundings: Sendable, Hashable {
    private let before: String
    private let behind: String

    /// The description with another mark in that place.
    package func enclosing(_ mark: OwnerMark) -> String { "\(before)\(mark.text)\(behind)" }

    /// Nil if only white space is behind the mark.
    fileprivate init?(of mark: MarkReader.Found, in description: String) {
        let scalars = description.unicodeScalars
        let behind = scalars.dropFirst(mark.range.upperBound)
        guard behind.contains(where: { !$0.properties.isWhitespace }) else { return nil }
        before = String(scalars.prefix(mark.range.lowerBound))
        self.behind = String(behind)
    }
}

extension Substring {
    /// The text without the Unicode white space at its end.
    package func trimmingTrailingWhiteSpace() -> Substring {
        var rest = unicodeScalars
        while let last = rest.last, last.properties.isWhitespace { rest.removeLast() }
        return Substring(rest)
    }
}

extension String {
    fileprivate func trimmingTrailingWhiteSpace() -> String { String(self[...].trimmingTrailingWhiteSpace()) }
}
