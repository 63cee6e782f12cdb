/// A day of the calendar, as `2027-06-30`.
package struct Day: Sendable, Hashable, Comparable {
    /// Compares as days do.
    package let text: String

    /// Reads `2027-06-30`; nil for anything else, and for days that there are not.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2],
            parts.joined().allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let numbers = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        self.text = text
    }

    /// The first day of the epoch.
    package static let epoch = Day(unchecked: "1970-01-01")

    private init(unchecked text: String) { self.text = text }

    package static func < (left: Day, right: Day) -> Bool { left.text < right.text }
}
