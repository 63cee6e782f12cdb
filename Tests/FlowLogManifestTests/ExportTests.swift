import FlowLogManifest
import FlowLogModel
import TestSupport
import Testing

@Suite("export")
struct ExportTests {
    @Test("a typical account becomes a manifest that a person would have written")
    func typical() {
        var loggers = ["web", "app", "db", "cache", "batch"].enumerated().map { number, name in account(number, name) }
        loggers.append(account(5, "admin", [.filter: .string("DROP"), .adminStateUp: .boolean(false)]))
        loggers.append(account(6, "bastion", [.logFormat: .string("CSV"), .description: .string("점프 서버: 운영팀")], status: .error))
        loggers[6].errorType = "OBSConfigurationError"
        loggers.append(account(7, "old", [.storageURL: .string("https://archive.example/v1/AUTH_a/logs/old/2024/")]))
        let capturing = Set(loggers.map(\.id)).subtracting([loggers[7].id])
        let export = ManifestExport(live: loggers, stack: nil, region: "KR1", capturing: capturing)
        #expect(export.stack == "exported" && export.count == 8 && export.commentedOut == 0 && export.warnings.isEmpty)
        expectGolden(export.text, "export-typical.yaml")
        expectSound(export)
    }

    @Test("names and descriptions that could be taken for something else are read back as they are")
    func hostile() {
        let names = [
            "no", "Null", "~", "010", "1e3", "12:30:45", "2026-01-01", "2024", " web", "web ", "a: b", "a #b", "- a", "#{year}", "${key}",
            "$${key}", "web", "web", "web-2", "WEB", "웹 서버", "웹 서버 2", "\u{E9}t\u{E9}", "e\u{301}te", "say \"hi\" \\ there", "[a]", "*a",
            "a\u{202E}b", "a\u{200B}b", "a\u{A0}b", "a\u{2028}b", "a\u{FFFF}b", "👩‍💻", "a/b", "<<", "=", "!", "%a", "@a", "`a`", "? a",
            "key:", "x'y",
            String(repeating: "long-", count: 20), "...", "---",
        ]
        var loggers = names.enumerated().map { number, name in account(number, name, [.storageURL: .string(Self.url("d\(number)"))]) }
        let descriptions = [
            "two\nlines", "tab\tand\u{1B}[31m red", "ends with space \n", " ", "null", "# no comment", "${var:HOME}", "a\u{0}b",
        ]
        for (index, text) in descriptions.enumerated() { loggers[index].fields[.description] = .string(text) }
        loggers[9].errorType = "\n  injected: true\u{2028}# \u{1B}[2J"
        loggers[9].status = .error
        let export = ManifestExport(live: loggers.reversed(), stack: nil, region: "no")
        #expect(export.count == names.count)
        expectGolden(export.text, "export-hostile.yaml")
        expectSound(export)
    }

    @Test("what a manifest cannot say is commented out, with every reason")
    func commentedOut() {
        let wrong: [[LoggerField: FieldValue?]] = [
            [.name: .string("")], [.name: .string("two\nlines")], [.name: .string(String(repeating: "x", count: 256))],
            [.resourceID: .string("web")], [.storageURL: .string("http://example.com/\u{2028}- injected: true")],
            [.aggregationInterval: .integer(60)], [.filter: .string("REJECT\n")], [.logFormat: nil], [.partitionPeriod: .string("MONTH")],
            [.customizedFileName: .string("#{year}.csv")], [.customizedField: .string("src_addr,bytes,src_addr")],
            [.description: .string("[flowlogctl:prod")], [.description: .string(String(repeating: "d", count: 240))],
            [.aggregationInterval: .integer(0), .filter: .string("REJECT")],
        ]
        var loggers = wrong.enumerated().map { number, fields in account(number, "wrong-\(number)", fields) }
        for index in loggers.indices where loggers[index].fields[.description] == .string("[flowlogctl:prod") {
            loggers[index].ownership = .damaged
        }
        // Two of one name, and no manifest could tell their ids apart.
        var twins = [account(20, "twin"), account(20, "twin")]
        twins[0].id = "0000000A-0000-4000-8000-000000000000"
        twins[1].id = twins[0].id.lowercased()
        var unnumbered = [account(21, "same"), account(22, "same")]
        unnumbered[0].id = "not a UUID"
        let export = ManifestExport(live: loggers + twins + unnumbered + [account(23, "sound")], stack: nil, region: "KR1")
        #expect(export.count == 2 && export.commentedOut == wrong.count + 3)
        #expect(export.warnings.isEmpty)
        expectGolden(export.text, "export-commented-out.yaml")
        expectSound(export)
    }

    @Test("with a stack its loggers keep their keys, and what a plan would delete is warned about")
    func ownStack() {
        var loggers = [
            account(1, "web", owner: "prod"), account(2, "renamed by hand", owner: "prod", key: "db"), account(3, "web-2"),
            account(4, "web"), account(5, "foreign", owner: "other"), account(6, "kept", owner: "prod", isProtected: true),
            account(7, "twice", owner: "prod"), account(8, "twice", [.filter: .string("DROP")], owner: "prod"),
            account(9, "wrong", [.aggregationInterval: .integer(99)], owner: "prod"), account(10, "left-out", owner: "prod"),
            account(11, "long", [.description: .string(String(repeating: "d", count: 250))], owner: "prod"), account(12, "newer"),
            account(13, "long-and-wrong", [.description: .string(String(repeating: "d", count: 250)), .logFormat: nil], owner: "prod"),
        ]
        loggers[7].createdAt = "2026-06-01 00:00:00"
        loggers[11].ownership = .newer(OwnerMark(stack: "prod", key: "newer"), words: "frozen\u{1B}")
        let selected = Set(loggers.map(\.id)).subtracting([loggers[9].id])
        let export = ManifestExport(live: loggers, stack: "prod", region: nil, selected: selected)
        #expect(export.count == 7 && export.commentedOut == 3)
        #expect(
            export.warnings == [
                "a plan of this manifest would delete loggers of stack 'prod' that are not selected: 'left-out'",
                "a plan of this manifest would delete loggers of stack 'prod' that share their key with another one: 'twice'",
                "a plan of this manifest would delete loggers of stack 'prod' that are commented out: 'long-and-wrong', 'newer', 'wrong'",
            ])
        expectGolden(export.text, "export-stack.yaml")
        expectSound(export)
    }

    @Test("without loggers it is still a manifest")
    func nothing() {
        let export = ManifestExport(live: [account(1, "web", owner: "exported")], stack: nil, region: nil)
        #expect(export.stack == "exported-2" && export.count == 0)
        expectGolden(export.text, "export-nothing.yaml")
        expectSound(export)
    }

    @Test("thousands of loggers with one name each get a key and a pin of their own")
    func large() {
        let live = (0..<2_000).map { account($0, "a name with spaces that all of the loggers in this account have", key: "shared") }
        let export = ManifestExport(live: live, stack: nil, region: "KR1")
        #expect(export.count == 2_000)
        let loggers = load(export.text).stacks.first?.loggers ?? []
        #expect(Set(loggers.map(\.key)).count == 2_000 && Set(loggers.map(\.pinnedID)).count == 2_000)
    }

    private func expectSound(_ export: ManifestExport) {
        let loaded = load(export.text)
        #expect(!loaded.hasErrors, "\(loaded.text)")
        #expect(loaded.stacks.map(\.name) == [export.stack])
        #expect(loaded.stacks.first?.loggers.count == export.count)
        #expect(!export.text.unicodeScalars.contains { $0.isHarmful && $0 != "\n" })
    }

    private static func url(_ directory: String) -> String {
        "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123456789abcdef/flowlog/\(directory)"
    }

    /// A logger of an account whose loggers are much alike.
    private func account(
        _ number: Int, _ name: String, _ fields: [LoggerField: FieldValue?] = [:], owner: String? = nil, key: String? = nil,
        isProtected: Bool = false, status: LoggerStatus? = nil
    ) -> LiveLogger {
        let alike: [LoggerField: FieldValue?] = [
            .name: .string(name), .resourceType: .string("SUBNET"), .storageURL: .string(Self.url("\(key ?? name)/")),
            .resourceID: .string(
                "\(String(0x1000_0000 + (0x6B1E_5A3E + 0x0101_0101 * number) % 0xE000_0000, radix: 16))-2f0c-4a9b-9d57-0d6c1f0e8a11"),
            .logFormat: .string("PARQUET"), .compressionType: .string("GZIP"),
            .customizedField: .string("timestamp_start,timestamp_end,src_addr,dst_addr,filter"),
            .partitionPeriod: .string("year=#{year}/month=#{month}/day=#{day}"), .description: .string(""),
        ]
        let wish = desired(key ?? name, preventDestroy: isProtected)
        return live(number, like: wish, owner: owner, alike.merging(fields) { $1 }, status: status)
    }
}
