import FoundationEssentials

/// What the service calls a file, below the directory of its logger (Service facts: Object storage).
struct ObjectName {
    let text: String

    /// - Parameter time: when it is written.
    init(_ logger: JSONObject, at time: Date) {
        // `2026-11-28 10:11:12`, where the service is.
        let parts = time.addingTimeInterval(9 * 3_600).apiTimestamp.split { "-: ".contains($0) }.map(String.init)
        let names = ["year", "month", "day", "hour", "minute", "second"]
        var values = Dictionary(zip(names, parts)) { first, _ in first }
        values["logger_id"] = logger.id
        values["timezone"] = "KST"
        let partition =
            switch logger["partition_period"]?.string ?? "DAY" {
            case "DAY": "#{year}/#{month}/#{day}"
            case "HOUR": "#{year}/#{month}/#{day}/#{hour}"
            case let template: template
            }
        let own = logger["customized_file_name"]?.string ?? ""
        let file = own.isEmpty ? LoggerField.serversFileName : own
        text = values.reduce("\(partition)/\(file)") { $0.replacing("#{\($1.key)}", with: $1.value) }
    }
}
