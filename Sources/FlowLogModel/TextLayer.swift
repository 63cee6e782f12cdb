/// A text, or what is left of it when escapes are decoded: bytes that know where in the text they came from.
struct TextLayer {
    private(set) var bytes: [UInt8] = []
    /// Where each byte's part of the text begins and ends; empty for the text itself.
    private var sources: [(start: Int32, end: Int32)] = []

    init(_ text: [UInt8]) { bytes = text }

    private init() {}

    /// The part of the text that some bytes stand for.
    func source(of range: Range<Int>) -> Range<Int> {
        sources.isEmpty ? range : Int(sources[range.lowerBound].start)..<Int(sources[range.upperBound - 1].end)
    }

    private mutating func append(_ new: some Sequence<UInt8>, from range: Range<Int>, of layer: TextLayer) {
        let source = layer.source(of: range)
        for byte in new {
            bytes.append(byte)
            sources.append((Int32(truncatingIfNeeded: source.lowerBound), Int32(truncatingIfNeeded: source.upperBound)))
        }
    }

    // MARK: words

    /// Whether it is text, and not only bytes.
    var isText: Bool {
        String(validating: bytes, as: UTF8.self)?.unicodeScalars.allSatisfy { $0.value >= 0x20 || "\t\r\n".unicodeScalars.contains($0) }
            == true
    }

    /// Whether some bytes are neither preceded nor followed by a letter, a digit or `_`.
    func isWord(_ range: Range<Int>) -> Bool {
        let before = bytes[..<range.lowerBound].suffix(4)
        let after = bytes[range.upperBound...].prefix(4)
        return !isPartOfWord(String(decoding: before, as: UTF8.self).unicodeScalars.last)
            && !isPartOfWord(String(decoding: after, as: UTF8.self).unicodeScalars.first)
    }

    private func isPartOfWord(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    // MARK: escapes

    /// The text with one round of escapes decoded: JSON's and their like (`\"`, `\u0041`, `\x41`), `%41`, `&quot;`, `&#65;`; nil if it has none.
    var decoded: TextLayer? {
        var layer = TextLayer()
        var index = 0
        var hasEscapes = false
        while index < bytes.count {
            if let (replacement, length) = escape(at: index) {
                hasEscapes = true
                layer.append(replacement, from: index..<index + length, of: self)
                index += length
            } else {
                layer.append([bytes[index]], from: index..<index + 1, of: self)
                index += 1
            }
        }
        return hasEscapes ? layer : nil
    }

    private func escape(at index: Int) -> (replacement: [UInt8], length: Int)? {
        switch bytes[index] {
        case UInt8(ascii: "%"): number(at: index + 1, digits: 2).map { ([UInt8($0)], 3) }
        case UInt8(ascii: "\\"): backslash(at: index)
        case UInt8(ascii: "&"): entity(at: index)
        default: nil
        }
    }

    private static let letters: [UInt8: UInt8] = [
        UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
    ]

    private func backslash(at index: Int) -> (replacement: [UInt8], length: Int)? {
        guard index + 1 < bytes.count else { return nil }
        let letter = bytes[index + 1]
        switch letter {
        case UInt8(ascii: "u"):
            guard let unit = number(at: index + 2, digits: 4) else { return nil }
            if let scalar = Unicode.Scalar(unit) { return (Array(String(scalar).utf8), 6) }
            guard bytes[index...].dropFirst(6).starts(with: Array("\\u".utf8)), let low = number(at: index + 8, digits: 4),
                (0xD800..<0xDC00).contains(unit), (0xDC00..<0xE000).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
            else { return nil }
            return (Array(String(scalar).utf8), 12)
        case UInt8(ascii: "x"):
            return number(at: index + 2, digits: 2).map { ([UInt8($0)], 4) }
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return ([letter], 2)
        default:
            return Self.letters[letter].map { ([$0], 2) }
        }
    }

    private func entity(at index: Int) -> (replacement: [UInt8], length: Int)? {
        guard let end = bytes[index...].prefix(10).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        let scalar: Unicode.Scalar? =
            switch name {
            case "quot": "\""
            case "amp": "&"
            case "lt": "<"
            case "gt": ">"
            case "apos": "'"
            case _ where name.hasPrefix("#x") || name.hasPrefix("#X"): UInt32(name.dropFirst(2), radix: 16).flatMap { Unicode.Scalar($0) }
            case _ where name.hasPrefix("#"): UInt32(name.dropFirst()).flatMap { Unicode.Scalar($0) }
            default: nil
            }
        return scalar.map { (Array(String($0).utf8), end + 1 - index) }
    }

    private func number(at index: Int, digits: Int) -> UInt32? {
        guard index + digits <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<index + digits] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    // MARK: base64

    /// What the runs of base64 characters in it stand for, read from each of the four offsets at which a group may begin.
    /// - Parameter count: how many bytes are of interest.
    func base64Layers(standingFor count: Int) -> [TextLayer] {
        let shortest = (count * 4 + 2) / 3
        var layers: [TextLayer] = []
        var start = 0
        for index in 0...bytes.count {
            if index < bytes.count, Self.sextet(bytes[index]) != nil { continue }
            for offset in 0..<4 where index - start - offset >= shortest { layers.append(base64(start + offset..<index)) }
            start = index + 1
        }
        return layers
    }

    private func base64(_ range: Range<Int>) -> TextLayer {
        var layer = TextLayer()
        var bits: UInt32 = 0
        for (count, index) in range.enumerated() {
            bits = bits << 6 | UInt32(Self.sextet(bytes[index]) ?? 0)
            guard !count.isMultiple(of: 4) else { continue }
            let shift = UInt32(6 - 2 * (count % 4))
            layer.append([UInt8(truncatingIfNeeded: bits >> shift)], from: index - 1..<index + 1, of: self)
        }
        return layer
    }

    private static func sextet(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
