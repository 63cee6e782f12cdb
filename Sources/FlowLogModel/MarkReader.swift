/// Takes the marks out of a description, scalar by scalar, including those that only appear once others are taken out: what is left owns nothing.
struct MarkReader {
    /// A mark that parses.
    struct Found {
        let ownership: MarkedDescription.Ownership
        let mark: OwnerMark
        /// Its position in the description, in Unicode scalars.
        let range: Range<Int>
    }

    /// In the order in which they end.
    private(set) var marks: [Found] = []
    /// What is not in a mark, without the white space before marks.
    private(set) var text: [Unicode.Scalar] = []
    /// Where marks begin that have no end yet: in `text`, and in the description.
    private var openings: [(text: Int, description: Int)] = []
    private var isAfterMark = false
    private var count = 0

    private static let opening = Array(OwnerMark.opening.unicodeScalars)

    mutating func read(_ scalar: Unicode.Scalar) {
        count += 1
        if isAfterMark {
            // What a mark parts stays apart, by the white space that is there or by one space.
            if text.isEmpty, scalar.properties.isWhitespace { return }
            if !text.isEmpty, !scalar.properties.isWhitespace { text.append(" ") }
            isAfterMark = false
        }
        text.append(scalar)
        if scalar == ":", text.count >= Self.opening.count, text.suffix(Self.opening.count).elementsEqual(Self.opening) {
            openings.append((text.count - Self.opening.count, count - Self.opening.count))
        } else if scalar == "]", let start = openings.popLast() {
            close(start)
        }
    }

    private mutating func close(_ start: (text: Int, description: Int)) {
        guard let (mark, words) = Self.parse(String(String.UnicodeScalarView(text[(start.text + Self.opening.count)...].dropLast()))) else {
            // No mark has a bracket in it.
            openings = []
            return
        }
        let ownership: MarkedDescription.Ownership = words.isEmpty ? .owned(mark) : .newer(mark, words: words)
        marks.append(Found(ownership: ownership, mark: mark, range: start.description..<count))
        text.removeSubrange(start.text...)
        while let last = text.last, last.properties.isWhitespace { text.removeLast() }
        isAfterMark = true
    }

    /// The mark with this text between its brackets, and its words that this version does not know; nil if it is not a mark.
    private static func parse(_ text: String) -> (mark: OwnerMark, words: String)? {
        let body = text[...].utf8
        let owner = body.prefix { $0 != UInt8(ascii: " ") }
        guard let slash = owner.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let (stack, key) = (String(Substring(owner[..<slash])), String(Substring(owner[slash...].dropFirst())))
        guard Identifier.isStack(stack), Identifier.isKey(key) else { return nil }
        let words = body[owner.endIndex...].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).dropFirst()
        guard !words.contains(where: { $0.isEmpty || $0.contains(where: "[]".utf8.contains) }) else { return nil }
        let others = words.map { String(Substring($0)) }
        return (
            OwnerMark(stack: stack, key: key, isProtected: others.contains("protected")),
            others.filter { $0 != "protected" }.joined(separator: " ")
        )
    }
}
