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
    /// What surrounds the one mark, if text follows it; nil where the mark ends the description.
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
