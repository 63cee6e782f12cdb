import FoundationEssentials

/// The API's three ways to write a time, all UTC (FACTS 1 and 2).
extension Date {
    /// `2024-07-29 09:21:09`, as in logger and logging port answers.
    var apiTimestamp: String { formatted(Self.calendarDay.dateTimeSeparator(.space)) }

    /// `2024-08-04 05:27:35.226363`, as in answers to writes.
    var apiTimestampWithMicroseconds: String { apiTimestamp + microseconds }

    /// `2020-04-29T15:31:21Z`, when a token expires.
    var tokenExpiry: String { formatted(Self.calendarDay.dateTimeSeparator(.standard)) + "Z" }

    /// `2020-04-29T03:32:28.000405`, when a token was issued.
    var tokenIssue: String { formatted(Self.calendarDay.dateTimeSeparator(.standard)) + microseconds }

    private static var calendarDay: ISO8601FormatStyle {
        .iso8601.year().month().day().dateSeparator(.dash).time(includingFractionalSeconds: false).timeSeparator(.colon)
    }

    private var microseconds: String {
        let seconds = timeIntervalSince1970
        let digits = String(Int((seconds - seconds.rounded(.down)) * 1_000_000))
        return "." + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
