import FlowLogManifest
import FlowLogModel
import Testing

@Suite("Reading YAML")
struct ReaderTests {
    @Test("columns count characters, also after Korean, Chinese, emoji and combining marks", arguments: ["판교", "中文", "😀😀", "e\u{301}"])
    func columns(text: String) throws {
        let loaded = load(manifest("  web: {name: \(text), fliter: ALL}"))
        let location = try #require(loaded.diagnostics.first { $0.code == .unknownField }?.location)
        #expect(location.line == 4 && location.column == 17 + text.unicodeScalars.count && location.length == 6)
    }

    @Test("lines end with LF, CR LF or CR", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) throws {
        let text = ["# 설명", "apiVersion: flowlog/v1", "stack: prod", "loggerz: {}", "loggers: {}", ""].joined(separator: end)
        let location = try #require(load(text).diagnostics.first?.location)
        #expect(location.line == 4 && location.column == 1 && location.length == 7 && location.lineText == "loggerz: {}")
    }

    @Test("a UTF-8 byte order mark is no part of the first line")
    func byteOrderMark() throws {
        let loaded = load("\u{FEFF}apiversion: flowlog/v1\nstack: prod\nloggers: {}\n")
        let location = try #require(loaded.diagnostics.first { $0.code == .unknownField }?.location)
        #expect(location.line == 1 && location.column == 1 && location.lineText == "apiversion: flowlog/v1")
    }

    @Test(
        "text that is not UTF-8 is an error where it begins to be",
        arguments: [
            ([0x61, 0x3A, 0x20, 0xEB, 0x0A], 1, 4), ([0x61, 0x3A, 0x20, 0x62, 0x0A, 0x63, 0x3A, 0xFF], 2, 3),
            ([0xFF, 0xFE, 0x61, 0x00], 1, 1), ([0xFE, 0xFF, 0x00, 0x61], 1, 1), ([0x61, 0x3A, 0x20, 0xC0, 0x80], 1, 4),
        ] as [([UInt8], Int, Int)])
    func notUTF8(bytes: [UInt8], line: Int, column: Int) throws {
        let loaded = loadManifests([ManifestSource(path: "a.yaml", bytes: bytes)], context: ManifestContext())
        let diagnostic = try #require(loaded.diagnostics.first)
        #expect(loaded.codes == [.yamlSyntax] && diagnostic.message.contains("UTF-"))
        #expect(diagnostic.location?.line == line && diagnostic.location?.column == column)
    }

    @Test("a control character is an error where it is")
    func control() throws {
        let loaded = load("apiVersion: flowlog/v1\nstack: 판교\u{7}\n")
        #expect(loaded.codes == [.yamlSyntax])
        #expect(loaded.diagnostics[0].location?.line == 2 && loaded.diagnostics[0].location?.column == 10)
    }

    @Test("strings keep every character: escapes, folded and literal blocks, spaces, other Unicode forms")
    func text() throws {
        let lines = #"description: "tab\there\u00e9 \U0001F600 \x41""#
        #expect(try #require(load(manifest(logger(lines))).only).fields[.description] == .string("tab\there\u{e9} 😀 A"))
        let block = logger("description: |-", "  첫 줄", "   둘째", "", "  끝")
        #expect(try #require(load(manifest(block)).only).fields[.description] == .string("첫 줄\n 둘째\n\n끝"))
        let decomposed = "e\u{301}"
        #expect(try #require(load(manifest(logger("description: \(decomposed)"))).only).fields[.description] == .string(decomposed))
        #expect(FieldValue.string(decomposed) != .string("\u{e9}"))
        #expect(try #require(load(manifest(logger("description: '  a  '"))).only).fields[.description] == .string("  a  "))
    }

    @Test("only !!str and the other core tags are taken; !!str makes text of null")
    func tags() throws {
        #expect(try #require(load(manifest(logger("description: !!str null"))).only).fields[.description] == .string("null"))
        #expect(load(manifest(logger("aggregation_interval: !!int 5", "customized_field: !!seq [src_addr]"))).text == "")
        #expect(load(manifest(logger("aggregation_interval: !!str 5"))).codes == [.wrongType])
        for tag in ["!custom", "!!binary", "!!map", "!<tag:example.com,2000:x>", "!!timestamp"] {
            #expect(load(manifest(logger("description: \(tag) text"))).codes == [.yamlSyntax], "\(tag)")
        }
    }

    @Test("an alias stands for its anchor's value wherever a value may be")
    func aliases() throws {
        let loaded = load(
            manifest(
                """
                  a: &a
                    resource_id: &id 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11
                    storage_url: &url https://kr1.example.com/v1/AUTH_a/b/c
                    customized_field: &fields [src_addr]
                  b: {resource_id: *id, storage_url: https://kr1.example.com/v1/AUTH_a/b/d, customized_field: *fields, description: *url}
                """))
        #expect(loaded.text == "")
        let second = try #require(loaded.stacks.first?.loggers.last)
        #expect(second.fields[.description] == .string("https://kr1.example.com/v1/AUTH_a/b/c"))
        #expect(second.fields[.customizedField] == .string("src_addr"))
    }

    @Test("with merge keys an own key wins over a merged one, an earlier source over a later, at any depth")
    func merges() throws {
        let top = """
            x-far: &far {filter: DROP, log_format: PARQUET, compression_type: GZIP}
            x-near: &near
              <<: *far
              log_format: CSV
            x-other: &other {compression_type: RAW, partition_period: HOUR, filter: ACCEPT}

            """
        let logger = try #require(load(manifest(logger("filter: ALL", "<<: [*near, *other]"), top: top)).only)
        #expect(logger.fields[.filter] == .string("ALL") && logger.fields[.logFormat] == .string("CSV"))
        #expect(logger.fields[.compressionType] == .string("GZIP") && logger.fields[.partitionPeriod] == .string("HOUR"))
    }

    @Test("loggers and top-level fields can be merged too, and a merged mapping in place")
    func mergedLoggers() throws {
        let loaded = load(
            """
            x-shared: &shared
              region: KR2
              loggers: &loggers
            \(logger(key: "a").indented)
            <<: *shared
            apiVersion: flowlog/v1
            stack: prod
            loggers:
              <<: [*loggers, {}]
            \(logger("<<: {filter: DROP}", key: "b"))
            """)
        #expect(loaded.text == "")
        #expect(loaded.stacks.first?.region == "KR2")
        #expect(loaded.stacks.first?.loggers.map(\.key) == ["b", "a"])
        #expect(loaded.stacks.first?.loggers.first?.fields[.filter] == .string("DROP"))
    }

    @Test("an unknown alias is reported alone, wherever it stands")
    func unknownAlias() {
        for field in LoggerField.allCases { #expect(load(manifest(logger("\(field.apiName): *x"))).codes == [.yamlSyntax], "\(field)") }
        for field in [
            "id", "previous_keys", "lifecycle", "<<", "lifecycle: {prevent_destroy: *x}\n#", "customized_field: [*x]\n#",
            "previous_keys: [*x]\n#",
        ] {
            #expect(load(manifest(logger("\(field): *x"))).codes == [.yamlSyntax], "\(field)")
        }
        for field in ["region", "safety", "defaults", "unmanaged"] {
            #expect(load(manifest(logger(), top: "\(field): *x\n")).codes == [.yamlSyntax], "\(field)")
        }
        #expect(load(manifest("  web: *x")).codes == [.yamlSyntax])
        for field in ["apiVersion", "stack", "loggers"] {
            #expect(
                load(manifest(logger()).replacing("\(field):", with: "x-: 1\n\(field): *x\nx-\(field):")).codes == [.yamlSyntax], "\(field)"
            )
        }
    }

    @Test("a quoted '<<' is a key like any other")
    func quotedMerge() { #expect(load(manifest(logger("'<<': {filter: DROP}"))).codes == [.unknownField]) }

    @Test("what an anchor has wrong is reported once, however often it is used")
    func once() {
        let loggers = (0..<20).map { logger("<<: *base", key: "k\($0)") }.joined(separator: "\n")
        let loaded = load(manifest(loggers, top: "x-base: &base {filter: drop, fliter: ALL}\n"))
        #expect(loaded.codes == [.invalidValue, .unknownField])
    }

    @Test("a key twice is an error, in block and flow mappings, quoted or not, also among many")
    func duplicateKeys() {
        #expect(load(manifest(logger("filter: ALL", "'filter': DROP"))).codes == [.duplicateKey])
        #expect(load(manifest(logger("lifecycle: {replace: create_first, \"replace\": delete_first}"))).codes == [.duplicateKey])
        let many = (0..<40).map { "x-\($0 % 39): 1\n" }.joined()
        #expect(load(manifest(logger(), top: many)).codes == [.duplicateKey])
        #expect(load(manifest(logger(), top: "x-a: {b: {c: 1, c: 2}}\n")).codes == [.duplicateKey])
        let inOrder = (10..<50).map { "x-\(max($0, 11)): 1\n" }.joined()
        #expect(load(manifest(logger(), top: inOrder)).codes == [.duplicateKey])
        #expect(load(manifest(logger("filter: ALL", #""f\x69lter": DROP"#))).codes == [.duplicateKey])
    }

    @Test("keys that look alike are not the same: one letter, an accent, a space, case")
    func alikeKeys() {
        let keys = ["x-ab", "x-bb", "x-é", "x-e\u{301}", "'x-ab '", "x-aB", "x-abb"]
        #expect(load(manifest(logger(), top: keys.map { "\($0): 1\n" }.joined())).text == "")
    }

    @Test("a key with NUL after it is another key, for a logger and in defaults")
    func keyWithNUL() {
        #expect(load(manifest(logger(#""filter\0": DROP"#))).codes == [.unknownField])
        #expect(load(manifest(logger("filter: ALL", #""filter\0": DROP"#))).codes == [.unknownField])
        #expect(load(manifest(logger(), top: "defaults: {\"filter\\0\": DROP}\n")).codes == [.unknownField])
    }

    @Test("an empty key does not repeat an alias that repeats another key")
    func emptyKeyBehindRepeatedAlias() {
        // 's' has the length and last byte that the check takes for those of the empty key.
        #expect(load(manifest(logger(), top: "x-a: &a foo\nx-b: {foo: 1, s: 2, *a : 3, '': 4}\n")).codes == [.duplicateKey])
    }

    @Test("the first of two equal keys counts")
    func firstKeyCounts() { #expect(load(manifest(logger("filter: DROP", "filter: ACCEPT"))).only?.fields[.filter] == .string("DROP")) }

    @Test("a syntax error does not hide what is wrong in the documents before it")
    func documentsBeforeSyntaxError() {
        let loaded = load(manifest(logger("fliter: ALL")) + "---\nstack: [a\n")
        #expect(loaded.codes == [.unknownField, .yamlSyntax])
    }

    @Test("documents without content are passed over")
    func emptyDocuments() {
        let loaded = load("---\n---\n# nothing\n---\n" + manifest(logger()) + "---\n...\n")
        #expect(loaded.text == "" && loaded.stacks.count == 1 && loaded.skippedDocuments == 0)
    }
}

extension String {
    /// The text with each line two columns further right.
    fileprivate var indented: String { split(separator: "\n").map { "  " + $0 }.joined(separator: "\n") }
}
