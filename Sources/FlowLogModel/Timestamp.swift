/// A moment, to the second.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Since the beginning of 1970 in UTC.
    package let secondsSince1970: Int64

    package init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

    /// Reads `2024-07-29 09:21:09`, with `T` in place of the blank and with a fraction or not, which is dropped; nil for anything else
    /// (Service facts: Flow log loggers; Service facts: Object storage).
    /// - Parameter offset: how far the zone that it was written in is ahead of UTC.
    package init?(_ text: String, ahead offset: Duration = .zero) {
        let parts = text.utf8.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "T") }
        guard parts.count == 2, let day = Day(String(Substring(parts[0]))) else { return nil }
        let clock = parts[1].split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = clock[0].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard numbers.map(\.count) == [2, 2, 2], numbers.joined().allSatisfy(Self.isDigit),
            clock.dropFirst().joined().allSatisfy(Self.isDigit)
        else { return nil }
        let values = numbers.compactMap { Int64(Substring($0)) }
        guard values[0] < 24, values[1] < 60, values[2] <= 60 else { return nil }
        secondsSince1970 = day.daysSince1970 * 86_400 + values[0] * 3_600 + values[1] * 60 + values[2] - offset.components.seconds
    }

    /// `2024-07-29T09:21:09Z`.
    package var text: String {
        let day = Day(of: self)
        let second = Int(secondsSince1970 - day.daysSince1970 * 86_400)
        return "\(day.text)T\((second / 3_600).padded(to: 2)):\((second / 60 % 60).padded(to: 2)):\((second % 60).padded(to: 2))Z"
    }

    /// The moment that much later, in whole seconds.
    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(secondsSince1970: moment.secondsSince1970 + duration.components.seconds)
    }

    /// The moment that much earlier, in whole seconds.
    package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(secondsSince1970: moment.secondsSince1970 - duration.components.seconds)
    }

    /// How many whole periods there have been since 1970.
    /// - Parameter length: in seconds.
    package func periods(of length: Int64) -> Int64 { secondsSince1970 / length - (secondsSince1970 % length < 0 ? 1 : 0) }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.secondsSince1970 < right.secondsSince1970 }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
