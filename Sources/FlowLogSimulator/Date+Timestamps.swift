import FoundationEssentials

/// The API's three ways to write a time, all UTC (Service facts: Flow log loggers; Service facts: Identity), and HTTP's.
extension Date {
    /// `2024-07-29 09:21:09`, as in logger and logging port answers.
    var apiTimestamp: String { formatted(Self.calendarDay.dateTimeSeparator(.space)) }

    /// `2024-08-04 05:27:35.226363`, as in answers to writes.
    var apiTimestampWithMicroseconds: String { apiTimestamp + microseconds }

    /// `2020-04-29T15:31:21Z`, when a token expires.
    var tokenExpiry: String { formatted(Self.calendarDay.dateTimeSeparator(.standard)) + "Z" }

    /// `2020-04-29T03:32:28.000405`, when a token was issued.
    var tokenIssue: String { formatted(Self.calendarDay.dateTimeSeparator(.standard)) + microseconds }

    /// `Fri, 02 Jan 2026 03:04:05 GMT`, as in `Retry-After` (RFC 9110, 5.6.7); a begun second counts as over.
    var httpDate: String {
        let second = Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.up))
        let parts = second.apiTimestamp.split { $0 == "-" || $0 == " " }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]  // 1970 began on a Thursday.
        let days = Int((second.timeIntervalSince1970 / 86400).rounded(.down))
        guard parts.count == 4, let month = Int(parts[1]), months.indices.contains(month - 1) else { return second.tokenExpiry }
        return "\(weekdays[((days % 7) + 7) % 7]), \(parts[2]) \(months[month - 1]) \(parts[0]) \(parts[3]) GMT"
    }

    private static var calendarDay: ISO8601FormatStyle {
        .iso8601.year().month().day().dateSeparator(.dash).time(includingFractionalSeconds: false).timeSeparator(.colon)
    }

    private var microseconds: String {
        let seconds = timeIntervalSince1970
        let digits = String(Int((seconds - seconds.rounded(.down)) * 1_000_000))
        return "." + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
