/// Characters beyond U+FFFF as JSON writes them, in two escapes; YAML has one escape of eight digits for them, and libyaml only that.
enum SurrogatePair {
    private static let length = 12

    /// JSON's text with each pair as one escape, as long as before, so that what follows stays where it is; nil if there is no pair, or
    /// the text is not JSON: only there a quote always begins a text, and a backslash in it an escape.
    /// - Parameter start: where the text begins: after a byte order mark.
    static func joined(inJSON json: [UInt8], from start: Int) -> [UInt8]? {
        guard let first = json[start...].first(where: { !isSpace($0) }), first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            json.withUnsafeBufferPointer({ $0.contains("\\uD") || $0.contains("\\ud") })
        else { return nil }
        var joined = Array(json[..<start])
        joined.reserveCapacity(json.count)
        var isInText = false
        /// By how much the text has become shorter; as many spaces follow its end.
        var saved = 0
        var hasPairs = false
        var index = start
        while index < json.count {
            let byte = json[index]
            var count = 1
            if isInText, byte == UInt8(ascii: "\\") {
                if let character = character(json, at: index) {
                    let digits = String(character, radix: 16)
                    joined += Array("\\U\(String(repeating: "0", count: 8 - digits.count))\(digits)".utf8)
                    saved += 2
                    hasPairs = true
                    index += length
                    continue
                }
                count = min(2, json.count - index)
            } else if byte == UInt8(ascii: "\"") {
                isInText.toggle()
            } else if !isInText, !isJSON(byte) {
                return nil
            }
            joined.append(contentsOf: json[index..<index + count])
            index += count
            if !isInText, saved > 0 {
                joined += Array(repeating: UInt8(ascii: " "), count: saved)
                saved = 0
            }
        }
        return hasPairs ? joined : nil
    }

    /// What to do about an escape that libyaml does not take.
    /// - Parameter offset: where its digits are.
    static func help(_ bytes: [UInt8], at offset: Int) -> String {
        let other = "write the character itself, or an escape that stands for one"
        guard let character = character(bytes, at: offset - 2) else { return other }
        return "write '\\U000\(String(character, radix: 16))' for the pair, or the character itself"
    }

    /// The character that two escapes stand for; nil if they are not there.
    private static func character(_ bytes: [UInt8], at index: Int) -> UInt32? {
        guard let high = unit(bytes, at: index), let low = unit(bytes, at: index + length / 2), (0xD800...0xDBFF).contains(high),
            (0xDC00...0xDFFF).contains(low)
        else { return nil }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    /// The number of an escape `\u0000`.
    private static func unit(_ bytes: [UInt8], at index: Int) -> UInt32? {
        guard index >= 0, index + length / 2 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
        else {
            return nil
        }
        return UInt32(String(decoding: bytes[index + 2..<index + length / 2], as: UTF8.self), radix: 16)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// Whether JSON may have the byte outside of texts: punctuation, numbers and the letters of `true`, `false` and `null`.
    private static func isJSON(_ byte: UInt8) -> Bool {
        isSpace(byte) || "{}[],:".utf8.contains(byte) || "0123456789+-.eE".utf8.contains(byte) || "truefalsn".utf8.contains(byte)
    }
}
