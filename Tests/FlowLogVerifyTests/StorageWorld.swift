import FlowLogModel
import FoundationEssentials
import TestSupport

/// A logger, what the service wrote for it, and a storage that lists by prefix: a model of its own, with another calendar than the client's.
struct StorageWorld {
    let live: LiveLogger
    /// By the storage's clock.
    let now: Timestamp
    let staleAfter: Duration
    /// What our own clock says.
    let ours: Timestamp
    private var objects: [ObjectListing.Item] = []

    /// - Parameter isOnTime: whether the newest file is at most `staleAfter` old; the one before, and all of others, may be as old as they like.
    init(isOnTime: Bool, using random: inout SeededRandom) {
        let now = Self.moment(using: &random)
        let stale = 60 * [Int64.random(in: 1...180, using: &random), 60, 1_440, 4_000].randomChoice(using: &random)
        let skew = [Int64(0), 0, 1, 300, 3_600, 86_400, 90_000].randomChoice(using: &random) * [Int64(-1), 1].randomChoice(using: &random)
        let interval = Int64.random(in: 1...15, using: &random)
        let writer = Writer(using: &random)
        var fields: [LoggerField: FieldValue?] = [
            .storageURL: .string("https://host.example/v1/AUTH_a/flowlog/\(writer.directory)"), .partitionPeriod: writer.period,
            .customizedFileName: writer.fileName, .aggregationInterval: .integer(Int(interval)),
        ]
        // Left out, it is 10.
        if interval == 10 { fields[.aggregationInterval] = .some(nil) }
        live = TestSupport.live(1, like: desired("web"), fields, createdAt: "2020-01-01 00:00:00")
        self.now = Timestamp(secondsSince1970: now)
        staleAfter = .seconds(stale)
        ours = Timestamp(secondsSince1970: now + skew)
        let newest = isOnTime ? now - .random(in: 0...stale, using: &random) : now - stale - .random(in: 1...2 * stale, using: &random)
        var written = [(live.id, newest)]
        for _ in 0..<3 { written.append((live.id, newest - .random(in: 0...10 * stale, using: &random))) }
        for _ in 0..<4 { written.append((uuid(7), now - .random(in: 0...2 * stale, using: &random))) }
        objects = written.map { id, moment in
            let begun = moment - .random(in: 0...60 * interval, using: &random)
            return ObjectListing.Item(
                name: writer.name(of: id, begun: begun, written: moment, using: &random),
                lastModified: Timestamp(secondsSince1970: moment))
        }.shuffled(using: &random)
    }

    func list(_ prefix: String) -> ObjectListing {
        ObjectListing(objects.filter { $0.name.utf8.starts(with: prefix.utf8) }, isWhole: true, date: now)
    }

    /// Around what calendars stumble over, in both zones.
    private static func moment(using random: inout SeededRandom) -> Int64 {
        // The beginnings, in UTC, of 2024-02-29, 2024-03-01, 2027-01-01, 2026-12-01, 2028-02-29, 2100-03-01 and 2026-11-28.
        let days: [Int64] = [
            1_709_164_800, 1_709_251_200, 1_798_761_600, 1_796_083_200, 1_835_395_200, 4_107_542_400, 1_795_824_000,
        ]
        let near = [Int64(0), -9 * 3_600, 15 * 3_600, .random(in: 0..<86_400, using: &random)].randomChoice(using: &random)
        return days.randomChoice(using: &random) + near + .random(in: -1_200...1_200, using: &random)
    }
}

/// How the service names files.
private struct Writer {
    let directory: String
    let period: FieldValue?
    let fileName: FieldValue?
    private let partition: String
    private let file: String

    init(using random: inout SeededRandom) {
        directory = ["web", "flow/logs", "a-b/c"].randomChoice(using: &random)
        let own = Self.template(["#{year}", "#{month}", "#{day}", "#{hour}"].some(using: &random), joints: ["/", "-", "/x=", ""], &random)
        let day = "#{year}/#{month}/#{day}"
        (period, partition) = [
            (nil, day), (.string("DAY"), day), (.string("day"), day), (.string("HOUR"), "\(day)/#{hour}"),
            (.string("hour"), "\(day)/#{hour}"), (.string("WEEK"), "week/\(day)"), (.string(own), own), (.string(own), own),
            (.string(own), own),
        ].randomChoice(using: &random)
        let variables = ["#{logger_id}", "#{year}", "#{month}", "#{day}", "#{hour}", "#{minute}", "#{second}"].shuffled(using: &random)
        let custom = Self.template(variables, joints: ["_", "-", "", "x"], &random) + ["", "_#{timezone}"].randomChoice(using: &random)
        let standard = "#{logger_id}_#{year}-#{month}-#{day}T#{hour}:#{minute}:#{second}"
        (fileName, file) = [(nil, standard + "KST"), (.string(""), standard), (.string(custom), custom), (.string(custom), custom)]
            .randomChoice(using: &random)
    }

    /// - Parameters:
    ///   - begun, written: a file is named after a moment between the two; one in the folder of a day may be named after another than the folder.
    func name(of id: String, begun: Int64, written: Int64, using random: inout SeededRandom) -> String {
        let moment = Int64.random(in: begun...written, using: &random)
        let isOfOneDay = ["#{year}", "#{month}", "#{day}"].allSatisfy(partition.contains)
        let other = isOfOneDay ? Int64.random(in: begun...written, using: &random) : moment
        let part = ["", "", "_part1", "_part12"].randomChoice(using: &random)
        return "\(directory)/\(Self.filled(partition, id, moment))/\(Self.filled(file, id, other))\(part).csv.gz"
    }

    private static func template(_ variables: [String], joints: [String], _ random: inout SeededRandom) -> String {
        variables.map { $0 + joints.randomChoice(using: &random) }.joined() + "end"
    }

    private static func filled(_ template: String, _ id: String, _ moment: Int64) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 9 * 3_600) ?? .gmt
        let date = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: Double(moment)))
        let values = [
            "year": date.year, "month": date.month, "day": date.day, "hour": date.hour, "minute": date.minute, "second": date.second,
        ]
        var text = template.replacing("#{logger_id}", with: id).replacing("#{timezone}", with: "KST")
        for (name, value) in values {
            let digits = String(value ?? 0)
            text = text.replacing("#{\(name)}", with: digits.utf8.count < 2 ? "0\(digits)" : digits)
        }
        return text
    }
}

extension Array {
    fileprivate func randomChoice(using random: inout SeededRandom) -> Element { self[.random(in: indices, using: &random)] }

    /// At least one, in any order.
    fileprivate func some(using random: inout SeededRandom) -> [Element] {
        Array(shuffled(using: &random).prefix(.random(in: 1...count, using: &random)))
    }
}
