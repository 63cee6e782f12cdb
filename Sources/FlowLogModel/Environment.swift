/// The variables of a process. A value is bytes, and not all bytes are text that could be sent or shown.
package struct Environment: Sendable, ExpressibleByDictionaryLiteral {
    private var texts: [String: String]
    /// Variables whose values are not UTF-8.
    private var undecodable: Set<String>

    /// A variable whose value cannot be used; the description names it, and quotes nothing of its value.
    package struct Unusable: Error, Hashable, CustomStringConvertible {
        package let description: String
        /// What to do about it, without a full stop.
        package let help: String
    }

    /// - Parameters:
    ///   - texts: the variables whose values are text.
    ///   - undecodable: the names of the others.
    package init(_ texts: [String: String], undecodable: Set<String> = []) {
        self.texts = texts
        self.undecodable = undecodable
    }

    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(Dictionary(elements) { $1 })
    }

    /// A variable that changes nothing but looks: nil if it is unset or no text.
    package subscript(name: String) -> String? { texts[name] }

    /// A variable that may hold any text; nil if it is unset.
    /// - Throws: if it is not UTF-8 (Contract: Credentials).
    package func text(_ name: String) throws(Unusable) -> String? {
        guard undecodable.contains(name) else { return texts[name] }
        throw Unusable(description: "\(name) is not UTF-8 text", help: "set it again in a terminal or file whose encoding is UTF-8")
    }

    /// A variable that names or opens something, so that its value is one line; nil if it is unset or empty.
    /// - Throws: if it is not UTF-8, or has what cannot be seen in it and comes from files of other systems.
    package func setting(_ name: String) throws(Unusable) -> String? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        if let flaw = InvisibleFlaw(in: text) { throw Unusable(description: "\(name) \(flaw.problem)", help: flaw.help) }
        return text
    }

    /// The first of several settings that is set.
    /// - Throws: as `setting`.
    package func first(_ names: String...) throws(Unusable) -> (name: String, value: String)? {
        for name in names {
            if let value = try setting(name) { return (name, value) }
        }
        return nil
    }
}

/// What files of other systems add to a value, where nobody sees it: it makes a right password a wrong one.
package enum InvisibleFlaw: Sendable {
    case lineBreak, byteOrderMark

    /// - Parameter text: a value that is meant to be one line; nil for one without a flaw.
    package init?(in text: String) {
        if text.unicodeScalars.contains("\u{FEFF}") {
            self = .byteOrderMark
        } else if text.utf8.contains(where: { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }) {
            self = .lineBreak
        } else {
            return nil
        }
    }

    /// Goes on after the name of the setting.
    package var problem: String {
        switch self {
        case .lineBreak: "has a line break in it (a carriage return or a line feed)"
        case .byteOrderMark: "has a byte order mark (U+FEFF) in it, which cannot be seen"
        }
    }

    package var help: String {
        switch self {
        case .lineBreak: "save the file that it comes from with Unix line ends (dos2unix does that), and set it again"
        case .byteOrderMark: "save the file that it comes from as UTF-8 without a byte order mark, and set it again"
        }
    }
}
