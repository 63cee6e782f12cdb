/// Percent-encoding of what goes into a URL.
package enum PercentEncoding {
    /// Everything but the characters that stand for themselves anywhere (RFC 3986, "unreserved").
    package static func encode(_ text: String) -> String {
        encode(text.utf8) { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-._~".utf8.contains(byte)
            }
        }
    }

    /// A part of a path as a URL has it: what is encoded stays, and what no URL may have is encoded.
    package static func complete(_ text: String) -> String {
        var bytes = text.utf8[...]
        var result = ""
        while let byte = bytes.popFirst() {
            let digits = bytes.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) {
                result += "%"
            } else {
                result += encode(CollectionOfOne(byte)) { (0x21...0x7E).contains($0) && !"\"#%/<>?[\\]^`{|}".utf8.contains($0) }
            }
        }
        return result
    }

    /// The query of a URL, made safe to send on; nil if there is none.
    package static func query(ofURL url: String) -> String? {
        guard let mark = url.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        let query = url.utf8[url.utf8.index(after: mark)...].prefix { $0 != UInt8(ascii: "#") }
        guard !query.isEmpty else { return nil }
        return encode(query) { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }
    }

    /// The text that `%XX` stands for; nil if it is not encoded right or not UTF-8.
    package static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = Substring(rest.prefix(2))
            guard digits.allSatisfy(\.isHexDigit), digits.utf8.count == 2, let decoded = UInt8(digits, radix: 16) else { return nil }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func encode(_ bytes: some Sequence<UInt8>, keeping isKept: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in bytes {
            if isKept(byte) { result.append(byte) } else { result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
