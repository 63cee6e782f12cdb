/// The forms of the names that identify things (Contract: Manifest; Service facts: Flow log loggers).
package enum Identifier {
    /// Whether the text is a stack name: `[a-z0-9][a-z0-9-]{0,39}`.
    package static func isStack(_ text: String) -> Bool {
        matches(text, longest: 40, first: isLowerOrDigit) { isLowerOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    /// Whether the text is a logger key: `[A-Za-z0-9][A-Za-z0-9._-]{0,62}`.
    package static func isKey(_ text: String) -> Bool {
        matches(text, longest: 63, first: isLetterOrDigit) { isLetterOrDigit($0) || "._-".utf8.contains($0) }
    }

    /// Whether the text is a UUID in its usual form of 8-4-4-4-12 hexadecimal digits, in either case.
    package static func isUUID(_ text: String) -> Bool {
        text.withBytes { bytes in
            bytes.count == 36
                && bytes.indices.allSatisfy { index in
                    switch index {
                    case 8, 13, 18, 23: bytes[index] == UInt8(ascii: "-")
                    default: isHexadecimal(bytes[index])
                    }
                }
        }
    }

    private static func matches(_ text: String, longest: Int, first: (UInt8) -> Bool, rest: (UInt8) -> Bool) -> Bool {
        text.withBytes { bytes in
            guard let start = bytes.first, bytes.count <= longest else { return false }
            return first(start) && bytes.dropFirst().allSatisfy(rest)
        }
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isLowerOrDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
