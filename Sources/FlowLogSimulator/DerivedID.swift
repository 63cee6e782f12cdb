/// Ids that follow from a text, so that a seed file or a tenant name gives the same ids in every run.
enum DerivedID {
    /// 32 hexadecimal digits, the form of tenant and user ids.
    static func hex(_ text: String) -> String {
        hex(fnv1a(text, basis: 0xcbf2_9ce4_8422_2325)) + hex(fnv1a(text, basis: 0x8422_2325_cbf2_9ce4))
    }

    /// A UUID of version 8 (RFC 9562: contents of one's own making).
    static func uuid(_ text: String) -> String {
        var digits = Array(hex(text))
        digits[12] = "8"
        digits[16] = "a"
        for index in [20, 16, 12, 8] { digits.insert("-", at: index) }
        return String(digits)
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func fnv1a(_ text: String, basis: UInt64) -> UInt64 {
        text.utf8.reduce(basis) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
}
