import FlowLogModel
import FlowLogVerify
import TestSupport
import Testing

@Suite("Folders of files")
struct ObjectFoldersTests {
    private let id = uuid(1_001)

    private func prefixes(_ fields: [LoggerField: FieldValue?] = [:], at moment: String, minutes: Int = 60) throws -> [String] {
        let logger = live(1, like: desired("web"), fields)
        return ObjectFolders.prefixes(of: logger, at: try #require(Timestamp(moment)), reaching: .seconds(60 * minutes))
    }

    @Test("of days: today's and yesterday's in the zone of the service, by the beginning of the file's name")
    func days() throws {
        #expect(try prefixes(at: "2026-11-28 03:00:00") == ["web/2026/11/28/\(id)_", "web/2026/11/27/\(id)_"])
        #expect(try prefixes(at: "2026-12-31 15:00:00") == ["web/2027/01/01/\(id)_", "web/2026/12/31/\(id)_"])
        #expect(try prefixes(at: "2028-02-29 14:59:59") == ["web/2028/02/29/\(id)_", "web/2028/02/28/\(id)_"])
    }

    @Test("of hours: as many as the time and an interval reach back, at least two")
    func hours() throws {
        let hour: [LoggerField: FieldValue?] = [.partitionPeriod: .string("HOUR")]
        #expect(
            try prefixes(hour, at: "2026-12-31 15:05:00") == [
                "web/2027/01/01/00/\(id)_", "web/2026/12/31/23/\(id)_", "web/2026/12/31/22/\(id)_",
            ])
        #expect(try prefixes(hour, at: "2026-12-31 15:30:00", minutes: 1) == ["web/2027/01/01/00/\(id)_", "web/2026/12/31/23/\(id)_"])
    }

    @Test("in a folder that is not of one day the name is narrowed by the date, as far as its order allows, and each prefix is listed once")
    func narrowed() throws {
        let year: FieldValue = .string("year=#{year}")
        #expect(
            try prefixes([.partitionPeriod: year], at: "2026-11-28 03:00:00") == [
                "web/year=2026/\(id)_2026-11-28T", "web/year=2026/\(id)_2026-11-27T",
            ])
        let name: FieldValue = .string("#{hour}#{minute}#{second}-#{day}-#{month}-#{year}-#{logger_id}")
        #expect(try prefixes([.partitionPeriod: year, .customizedFileName: name], at: "2026-11-28 03:00:00") == ["web/year=2026/"])
        let byHour: FieldValue = .string("#{hour}")
        #expect(
            try prefixes([.partitionPeriod: byHour], at: "2026-11-27 15:15:00", minutes: 1) == [
                "web/00/\(id)_2026-11-28T", "web/23/\(id)_2026-11-27T",
            ])
    }

    @Test("what nobody knows ends the prefix: another word, a variable of another time, no usable URL")
    func unknown() throws {
        let moment = "2026-11-28 03:00:00"
        #expect(try prefixes([.partitionPeriod: .string("WEEK")], at: moment) == ["web/"])
        #expect(try prefixes([.partitionPeriod: .string("x/#{week}/#{day}")], at: moment) == ["web/x/"])
        #expect(try prefixes([.storageURL: .string("s3://bucket/x")], at: moment).isEmpty)
    }
}
