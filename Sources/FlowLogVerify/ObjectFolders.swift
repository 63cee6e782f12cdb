package import FlowLogModel

/// Where the files of a logger are looked for (Contract: Storage, Afterwards).
package enum ObjectFolders {
    /// How the names of its files begin that may have been written lately.
    /// - Parameters:
    ///   - live: its templates are the live ones.
    ///   - now: by the storage's clock, as far as that is known.
    ///   - reach: how far back.
    /// - Returns: the newest first, each once; not percent-encoded. Empty if it is not known where the logger writes.
    package static func prefixes(of live: LiveLogger, at now: Timestamp, reaching reach: Duration) -> [String] {
        guard let location = live.fields[.storageURL]?.text.flatMap(StorageLocation.init) else { return [] }
        let directory = location.directory.isEmpty ? "" : "\(location.directory)/"
        let partition = partition(of: live)
        let file = TextTemplate(live.fields[.customizedFileName]?.text.flatMap { $0.isEmpty ? nil : $0 } ?? defaultFileName)
        // A file has the rows of an interval, and may be named after the beginning of it.
        let interval = Duration.seconds(60 * minutes(of: live))
        var prefixes: [String] = []
        for period in periods(isHourly: partition?.has("hour") ?? false, from: now - reach - interval, to: now) {
            let prefix = prefix(directory, partition, file, live.id, period)
            if !prefixes.contains(prefix) { prefixes.append(prefix) }
        }
        return prefixes
    }

    /// The interval, as far as it is a sensible one.
    private static func minutes(of live: LiveLogger) -> Int {
        guard case .integer(let minutes) = live.fields[.aggregationInterval] else { return 10 }
        return min(max(minutes, 1), 60)
    }

    /// Nil for what is not documented.
    private static func partition(of live: LiveLogger) -> TextTemplate? {
        let text = live.fields[.partitionPeriod]?.text ?? "DAY"
        return switch text.uppercased() {
        case "DAY", "": TextTemplate("#{year}/#{month}/#{day}")
        case "HOUR": TextTemplate("#{year}/#{month}/#{day}/#{hour}")
        default: text.contains("#{") ? TextTemplate(text) : nil
        }
    }

    private static func prefix(
        _ directory: String, _ partition: TextTemplate?, _ file: TextTemplate, _ id: String, _ period: [String: String]
    ) -> String {
        guard let partition else { return directory }
        let folder = partition.filled(period)
        guard folder.isWhole else { return directory + folder.text }
        // Where the folder tells the day, the name need not: nobody says of which moment of its interval it speaks.
        let isOfOneDay = days.allSatisfy(partition.has)
        let known = isOfOneDay ? [:] : period.filter { days.contains($0.key) }
        return "\(directory)\(folder.text)/\(file.filled(known.merging(["logger_id": id]) { $1 }).text)"
    }

    /// The hours or days of a stretch of time, at least two, the latest first, as templates write them.
    private static func periods(isHourly: Bool, from start: Timestamp, to end: Timestamp) -> [[String: String]] {
        let length: Int64 = isHourly ? 3_600 : 86_400
        let last = (end + zone).periods(of: length)
        let first = min((start + zone).periods(of: length), last - 1)
        return (first...last).reversed().map { number in
            let moment = Timestamp(secondsSince1970: number * length)
            let day = Day(of: moment)
            let hour = moment.periods(of: 3_600) - moment.periods(of: 86_400) * 24
            return [
                "year": day.year.padded(to: 4), "month": day.month.padded(to: 2), "day": day.day.padded(to: 2),
                "hour": Int(hour).padded(to: 2),
            ]
        }
    }

    private static let days = ["year", "month", "day"]
    private static let defaultFileName = "#{logger_id}_#{year}-#{month}-#{day}T#{hour}:#{minute}:#{second}"
    /// All regions with the service are in it (Service facts: Object storage).
    private static let zone = Duration.seconds(9 * 3_600)
}
