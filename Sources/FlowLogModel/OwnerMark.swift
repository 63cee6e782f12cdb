/// The mark at the end of a logger's description that says whose it is (CONTRACT section 3).
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

    /// The most characters (Unicode scalars) that a description may have with its mark (FACTS section 1: upstream column).
    package static let longestDescription = 255

    /// The description to send: the users' text, then the mark.
    package func appended(to text: String) -> String {
        let mark = "\(Self.opening)\(owner)\(isProtected ? " protected" : "")]"
        return text.isEmpty ? mark : "\(text) \(mark)"
    }
}

/// A description as the API has it, taken apart.
package struct MarkedDescription: Sendable, Hashable {
    /// What its end says about the owner.
    package enum Ownership: Sendable, Hashable {
        case unmarked
        case owned(OwnerMark)
        /// A mark with words that this version does not know: it owns, and nothing may be done to the logger.
        case newer(OwnerMark, words: String)
        /// The opening of a mark that does not parse: counts as unmarked.
        case damaged
    }

    /// The users' text, without the mark and the white space around it.
    package let text: String
    package let ownership: Ownership

    /// Takes a live description apart.
    /// - Parameter description: the API's `description`, any text.
    package init(_ description: String) {
        guard let mark = Self.lastMark(in: description[...]) else {
            self.init(text: description, ownership: .unmarked)
            return
        }
        guard let ownership = Self.ownership(mark, in: description[...]) else {
            self.init(text: description, ownership: .damaged)
            return
        }
        var rest = description[..<mark].trimmingTrailingWhiteSpace()
        // A mark in front of the mark says nothing, and would own again once the last one is taken off.
        while let earlier = Self.lastMark(in: rest), Self.ownership(earlier, in: rest) != nil {
            rest = rest[..<earlier].trimmingTrailingWhiteSpace()
        }
        self.init(text: String(rest), ownership: ownership)
    }

    /// Where the last mark begins. By bytes: the mark is ASCII, and a list has a description for every logger.
    private static func lastMark(in text: Substring) -> Substring.Index? {
        var bytes = text.utf8
        while let bracket = bytes.lastIndex(of: UInt8(ascii: "[")) {
            if text.utf8[bracket...].starts(with: OwnerMark.opening.utf8) { return bracket }
            bytes = bytes[..<bracket]
        }
        return nil
    }

    /// What a mark says that the text ends with; nil if it does not parse.
    private static func ownership(_ mark: Substring.Index, in text: Substring) -> Ownership? {
        let body = Substring(text[mark...].utf8.dropFirst(OwnerMark.opening.utf8.count)).trimmingTrailingWhiteSpace().utf8
        return body.last == UInt8(ascii: "]") ? parse(body.dropLast()) : nil
    }

    private init(text: String, ownership: Ownership) {
        self.text = text
        self.ownership = ownership
    }

    private static func parse(_ body: Substring.UTF8View) -> Ownership? {
        let owner = body.prefix { $0 != UInt8(ascii: " ") }
        guard let slash = owner.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let (stack, key) = (String(Substring(owner[..<slash])), String(Substring(owner[slash...].dropFirst())))
        guard Identifier.isStack(stack), Identifier.isKey(key) else { return nil }
        let words = body[owner.endIndex...].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).dropFirst()
        guard !words.contains(where: { $0.isEmpty || $0.contains(where: "[]".utf8.contains) }) else { return nil }
        let others = words.map { String(Substring($0)) }
        let isProtected = others.contains("protected")
        let unknown = others.filter { $0 != "protected" }
        let mark = OwnerMark(stack: stack, key: key, isProtected: isProtected)
        return unknown.isEmpty ? .owned(mark) : .newer(mark, words: unknown.joined(separator: " "))
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
