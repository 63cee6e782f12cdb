/// Looks for what makes a file one of ours in text that is not YAML, or not even UTF-8.
struct ManifestSigns {
    private typealias Bytes = ArraySlice<UInt8>

    /// The indentation of the document's first line; nil before it.
    private var top: Int?
    /// Whether the document is in braces, as JSON is.
    private var isFlow = false
    /// Of brackets and braces.
    private var depth = 0

    /// Whether there is a sign in the text. UTF-16 and UTF-32 are read as if each character were its low byte.
    static func areIn(_ bytes: [UInt8]) -> Bool {
        // A NUL is half of a character of UTF-16; a backslash is what some writers of JSON put before a slash.
        let text = bytes.filter { $0 != 0 && $0 != UInt8(ascii: "\\") }
        if text.contains("flowlog/v1".utf8) { return true }
        var signs = ManifestSigns()
        return text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).contains { signs.hasKey(at: $0) }
    }

    /// Whether a line has the key, at the top of its document.
    private mutating func hasKey(at line: Bytes) -> Bool {
        var content = line.drop(while: Self.isIndentation)
        let indentation = content.startIndex - line.startIndex
        if content.starts(with: "---".utf8) || content.starts(with: "...".utf8) {
            self = ManifestSigns()
            content = content.dropFirst(3).drop(while: Self.isIndentation)
        }
        guard let first = content.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "%") else { return false }
        if top == nil {
            top = indentation
            // Two braces begin a template.
            isFlow = Self.withoutProperties(content).first == UInt8(ascii: "{") && !content.starts(with: "{{".utf8)
        }
        let isAtTop = isFlow ? depth <= 1 : indentation <= top ?? 0
        return isAtTop && Self.beginsWithKey(content) || hasKeyInBraces(content)
    }

    /// Follows the brackets of a line, and looks after those that begin an entry of the outermost braces.
    private mutating func hasKeyInBraces(_ content: Bytes) -> Bool {
        var rest = content
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
            case UInt8(ascii: ","): break
            default: continue
            }
            if isFlow, depth == 1, Self.beginsWithKey(rest) { return true }
        }
        return false
    }

    private static func beginsWithKey(_ text: Bytes) -> Bool {
        var rest = withoutProperties(text.drop(while: isIndentation))
        let isExplicit = rest.starts(with: "? ".utf8)
        if isExplicit { rest = withoutProperties(rest.dropFirst(2).drop(while: isIndentation)) }
        let isQuoted = rest.first.map(isQuote) ?? false
        if isQuoted { rest = rest.dropFirst() }
        guard let name = ["stack", "loggers", "apiVersion"].first(where: { rest.starts(with: $0.utf8) }) else { return false }
        rest = rest.dropFirst(name.utf8.count).drop { isIndentation($0) || isQuoted && isQuote($0) }
        if name == "apiVersion" { return rest.contains("flowlog/".utf8) }
        return rest.first == UInt8(ascii: ":") || isExplicit && rest.isEmpty
    }

    /// What follows tags and anchors.
    private static func withoutProperties(_ text: Bytes) -> Bytes {
        var rest = text
        while rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "&") {
            rest = rest.drop { !isIndentation($0) }.drop(while: isIndentation)
        }
        return rest
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    /// White space, and the bytes of byte order marks and of other encodings' spaces.
    private static func isIndentation(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte >= 0x80 }
}
