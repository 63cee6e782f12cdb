import FlowLogModel

/// The header `Retry-After`: a number of seconds or an HTTP date (RFC 9110, sections 5.6.7 and 10.2.3).
package enum RetryAfter {
    /// Reads a value of the header; a date in the past means no wait.
    /// - Parameters:
    ///   - text: the value.
    ///   - now: seconds since 1970, best by the clock that wrote the date: the answer's own `Date`.
    /// - Returns: nil for what is neither.
    package static func parse(_ text: String, now: Int64) -> Duration? {
        let text = text.trimmingSpaces
        if !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            // More than any clock holds is still a number, and too long.
            return .seconds(Int64(text).map { min($0, tooLong) } ?? tooLong)
        }
        return date(String(text), now: now).map { .seconds(min(max($0 - now, 0), tooLong)) }
    }

    private static let tooLong: Int64 = 1 << 32

    /// Reads an HTTP date in any of its three forms.
    /// - Parameter now: seconds since 1970; a year of two digits is the latest that is not more than 50 years later.
    /// - Returns: seconds since 1970.
    package static func date(_ text: String, now: Int64) -> Int64? {
        // Sun, 06 Nov 1994 08:49:37 GMT · Sunday, 06-Nov-94 08:49:37 GMT · Sun Nov  6 08:49:37 1994
        let words = text.trimmingSpaces.split { " ,-".contains($0) }
        switch words.count {
        case 6 where words[5] == "GMT":
            return year(words[3], now).flatMap { seconds(year: $0, month: words[2], day: words[1], time: words[4]) }
        case 5:
            return number(words[4], in: 1000...9999).flatMap { seconds(year: $0, month: words[1], day: words[2], time: words[3]) }
        default: return nil
        }
    }

    private static func year(_ text: Substring, _ now: Int64) -> Int64? {
        guard text.utf8.count == 2 else { return number(text, in: 1000...9999) }
        let latest = 1970 + now / 31_556_952 + 50
        return number(text, in: 0...99).map { latest - (latest - $0) % 100 }
    }

    private static func seconds(year: Int64, month: Substring, day: Substring, time: Substring) -> Int64? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let clock = time.split(separator: ":", omittingEmptySubsequences: false)
        guard let month = months.firstIndex(where: { $0 == month }), let day = number(day, in: 1...31), clock.count == 3,
            let hour = number(clock[0], in: 0...23), let minute = number(clock[1], in: 0...59), let second = number(clock[2], in: 0...60)
        else { return nil }
        return (Day.daysSince1970(year: year, month: Int64(month) + 1, day: day) * 24 + hour) * 3600 + minute * 60 + second
    }

    private static func number(_ text: Substring, in range: ClosedRange<Int64>) -> Int64? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return Int64(text).flatMap { range.contains($0) ? $0 : nil }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmingSpaces: Substring {
        var text = self[...]
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text.drop { $0 == " " || $0 == "\t" }
    }
}
