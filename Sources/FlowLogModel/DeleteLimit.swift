/// A limit on what one run may delete: a count, or a percentage of the owned loggers (Contract: Safety).
package enum DeleteLimit: Sendable, Hashable {
    case count(Int)
    /// 0 to 100.
    case percent(Int)

    /// Reads `8` or `30%`; nil for anything else.
    package init?(_ text: String) {
        let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(digits)
        else { return nil }
        if text.hasSuffix("%") {
            guard number <= 100 else { return nil }
            self = .percent(number)
        } else {
            self = .count(number)
        }
    }

    /// `8` or `30%`, as manifests and options have it.
    package var text: String {
        switch self {
        case .count(let number): "\(number)"
        case .percent(let number): "\(number)%"
        }
    }
}
