/// What files from other systems add to a value, unseen: it turns a right password into a wrong one.
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

    /// Follows the name of the setting in a message.
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
