import FlowLogManifest
import FlowLogModel
import Testing

@Suite("Fields of a logger")
struct FieldTests {
    private func field(_ field: LoggerField, _ line: String) -> FieldValue? {
        let loaded = load(manifest(logger(line)))
        return loaded.text.isEmpty ? loaded.only?.fields[field] : nil
    }

    @Test("a field left out has the API's default, and three have none")
    func defaults() throws {
        let fields = try #require(load(manifest(logger())).only).fields
        for field in LoggerField.allCases where ![.name, .resourceID, .storageURL].contains(field) {
            #expect(fields[field] == field.rule.defaultValue, "\(field)")
        }
        #expect([LoggerField.description, .customizedField, .customizedFileName].allSatisfy { fields[$0] == nil })
        #expect(fields.name == "web" && fields[.storageType] == .string("OBS") && fields[.aggregationInterval] == .integer(10))
    }

    @Test("a logger's value wins over 'defaults', and null restores the API's default, or the key for the name")
    func null() throws {
        let top =
            "defaults: {name: all, filter: DROP, log_format: PARQUET, description: ours, aggregation_interval: 5, customized_field: src_addr}\n"
        let inherited = try #require(load(manifest(logger(), top: top)).only).fields
        #expect(inherited.name == "all" && inherited[.filter] == .string("DROP") && inherited[.description] == .string("ours"))
        let own = logger(
            "filter: null", "log_format: CSV", "name: ~", "description:", "aggregation_interval: null", "customized_field: null")
        let fields = try #require(load(manifest(own, top: top)).only).fields
        #expect(fields.name == "web" && fields[.filter] == .string("ALL") && fields[.logFormat] == .string("CSV"))
        #expect(fields[.description] == nil && fields[.customizedField] == nil && fields[.aggregationInterval] == .integer(10))
    }

    @Test("a required field may come from 'defaults', but null is no value for it")
    func required() {
        let url = "storage_url: https://h/v1/AUTH_a/b/c"
        let id = "resource_id: 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11"
        #expect(load(manifest("  web: {}", top: "defaults:\n  \(url)\n  \(id)\n")).text == "")
        #expect(load(manifest("  web: {storage_url: null}", top: "defaults:\n  \(url)\n  \(id)\n")).codes == [.missingField])
        #expect(load(manifest("  web: {\(id)}", top: "defaults: {storage_url: null}\n")).codes == [.missingField])
        #expect(load(manifest("  web: {}")).codes == [.missingField, .missingField])
    }

    @Test("a required field that is wrong is not missing too")
    func wrongIsNotMissing() {
        #expect(load(manifest(logger("resource_id: x"))).codes == [.invalidUUID])
        #expect(load(manifest("  a: {storage_url: https://h/v1/AUTH_a/b/c}", top: "defaults: {resource_id: x}\n")).codes == [.invalidUUID])
    }

    @Test(
        "what YAML 1.1 reads as something else is text in a text field",
        arguments: ["2024", "yes", "010", "1.50", "0x1F", "No", "2024-01-01", "true", "1e3"])
    func textFields(text: String) { #expect(field(.name, "name: \(text)") == .string(text)) }

    @Test(
        "only true and false are booleans",
        arguments: ["yes", "on", "True", "TRUE", "'true'", "\"false\"", "1", "0", "n", "truee", "[]", "{}"])
    func booleans(text: String) throws {
        #expect(field(.adminStateUp, "admin_state_up: true") == .boolean(true))
        #expect(field(.adminStateUp, "admin_state_up: false") == .boolean(false))
        let diagnostic = try #require(load(manifest(logger("admin_state_up: \(text)"))).diagnostics.first)
        #expect(diagnostic.code == .wrongType && diagnostic.message.contains("must be true or false"))
    }

    @Test("an integer is decimal digits", arguments: ["1", "15", "07", "0000010"])
    func integers(text: String) { #expect(field(.aggregationInterval, "aggregation_interval: \(text)") == Int(text).map { .integer($0) }) }

    @Test("anything else is no integer", arguments: ["'5'", "5.0", "0x5", "+5", "-5", "5_0", "five", "1e1", "[5]", "٥"])
    func notIntegers(text: String) { #expect(load(manifest(logger("aggregation_interval: \(text)"))).codes == [.wrongType]) }

    @Test("an integer has its range", arguments: ["0", "16", "18446744073709551616"])
    func range(text: String) { #expect(load(manifest(logger("aggregation_interval: \(text)"))).codes == [.invalidValue]) }

    @Test("a choice is written in upper case", arguments: LoggerField.allCases)
    func choices(field: LoggerField) throws {
        guard case .choice(let words) = field.rule.type else { return }
        for word in words {
            #expect(self.field(field, "\(field.apiName): \(word)") == .string(word))
            let diagnostic = try #require(load(manifest(logger("\(field.apiName): \(word.lowercased())"))).diagnostics.first)
            #expect(diagnostic.code == .invalidValue && diagnostic.help == "did you mean '\(word)'?")
        }
        #expect(load(manifest(logger("\(field.apiName): \(words[0]) "))).text == "")
        #expect(load(manifest(logger("\(field.apiName): '\(words[0]) '"))).codes == [.invalidValue])
    }

    @Test("a UUID may be in any case and is kept in lower case")
    func uuid() {
        #expect(field(.resourceID, "resource_id: 7B1E5A3E-2f0c-4a9b-9D57-0D6C1F0E8A11") == .string("7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11"))
    }

    @Test(
        "what is no UUID is an error",
        arguments: [
            "''", "7b1e5a3e", "7b1e5a3e2f0c4a9b9d570d6c1f0e8a11", "7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a1g",
            "' 7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a1'",
        ])
    func notUUID(text: String) { #expect(load(manifest(logger("resource_id: \(text)"))).codes == [.invalidUUID]) }

    @Test(
        "a storage URL has host, account, container and directory",
        arguments: [
            "https://kr1-api-object-storage.nhncloudservice.com/v1/AUTH_0123/flowlog/web", "https://host:8080/v1/AUTH_a/b/c/d/",
            "https://h/v1/AUTH_a/b/판교",
        ])
    func storageURL(text: String) { #expect(field(.storageURL, "storage_url: \(text)") == .string(text)) }

    @Test(
        "the message says what a storage URL lacks",
        arguments: [
            ("http://h/v1/AUTH_a/b/c", "https://"), ("HTTPS://h/v1/AUTH_a/b/c", "https://"), ("https:///v1/AUTH_a/b/c", "host"),
            ("https://u:p@h/v1/AUTH_a/b/c", "host"), ("https://h", "/v1"), ("https://h/v2/AUTH_a/b/c", "/v1"),
            ("https://h/v1/a/b/c", "AUTH_"),
            ("https://h/v1/AUTH_/b/c", "AUTH_"), ("https://h/v1/AUTH_a", "container"), ("https://h/v1/AUTH_a//c", "container"),
            ("https://h/v1/AUTH_a/b", "directory"), ("https://h/v1/AUTH_a/b/", "directory"), ("https://h/v1/AUTH_a/b//", "directory"),
            ("https://h/v1/AUTH_a/b/c?x=y", "query"), ("'https://h/v1/AUTH_a/b/c?x y'", "space"), ("'https://h/v1/AUTH_a/b/c d'", "space"),
            ("\"https://h/v1/AUTH_a/b/c\\u00a0d\"", "space"),
            ("\"https://h/v1/AUTH_a/b/c\\n\"", "control"), ("''", "https://"),
        ])
    func notStorageURL(text: String, word: String) throws {
        let diagnostic = try #require(load(manifest(logger("storage_url: \(text)"))).diagnostics.first)
        #expect(diagnostic.code == .invalidURL && diagnostic.message.contains(word), "\(diagnostic.message)")
        #expect(diagnostic.help?.contains("https://{host}/v1/AUTH_{id}/{container}/{directory-path}") == true)
    }

    @Test("columns are a list or one text, and are kept separated by commas without spaces")
    func columns() {
        #expect(field(.customizedField, "customized_field: [src_addr, dst_addr]") == .string("src_addr,dst_addr"))
        #expect(field(.customizedField, "customized_field: ' src_addr ,\tdst_addr'") == .string("src_addr,dst_addr"))
        #expect(field(.customizedField, "customized_field: [' src_addr ']") == .string("src_addr"))
    }

    @Test(
        "columns that are empty or given twice are errors",
        arguments: [
            "[]", "''", "','", "'a,,b'", "[src_addr, src_addr]", "'src_addr, src_addr'", "['src_addr,dst_addr']", "['']", "['a b']",
        ])
    func notColumns(text: String) { #expect(load(manifest(logger("customized_field: \(text)"))).codes.contains(.invalidValue)) }

    @Test("loggers that say the same are told apart: quotes, ${key}, and each one's warnings")
    func sameValues() {
        func loggers(_ lines: String..., top: String = "") -> LoadedManifests {
            load(manifest(lines.enumerated().map { logger($1, key: "k\($0)") }.joined(separator: "\n"), top: top))
        }
        #expect(loggers("admin_state_up: true", "admin_state_up: 'true'", "admin_state_up: true").codes == [.wrongType])
        #expect(loggers("aggregation_interval: 5", "aggregation_interval: '5'").codes == [.wrongType])
        #expect(loggers("filter: ALL", "filter: 'ALL'", #"filter: "\x41LL""#).codes == [])
        let names = loggers("name: n-${key}", "name: n-${key}", "name: n-${key}").stacks.first?.loggers.map(\.fields.name)
        #expect(names == ["n-k0", "n-k1", "n-k2"])
        #expect(loggers("customized_field: date", "customized_field: date").codes == [.unknownLogField, .unknownLogField])
        let shared = loggers(
            "customized_field: *columns", "customized_field: *columns", "customized_field: date", top: "x-columns: &columns date\n")
        #expect(shared.diagnostics.map { $0.location?.line } == [3, 16] && shared.codes == [.unknownLogField, .unknownLogField])
        #expect(loggers("resource_id: x", "resource_id: x").codes == [.invalidUUID, .invalidUUID])
        let lists = ["src_addr", "dst_addr"].map { logger("customized_field: *own", key: $0) }.joined(separator: "\n")
        let own = load(manifest(lists, top: "x-own: &own ['${key}']\n")).stacks.first?.loggers.map { $0.fields[.customizedField]?.text }
        #expect(own == ["src_addr", "dst_addr"])
    }

    @Test("a column that nobody documents is sent with a warning, a legacy one too")
    func unknownColumns() throws {
        let loaded = load(manifest(logger("customized_field: [src_addr, brand_new, tcp_flags]")))
        #expect(loaded.codes == [.unknownLogField, .legacyLogField] && !loaded.hasErrors)
        #expect(try #require(loaded.only).fields[.customizedField] == .string("src_addr,brand_new,tcp_flags"))
        #expect(loaded.diagnostics[1].help == "write 'tcp_flag' for new loggers; changing it replaces an existing logger")
        for column in LogColumn.documented { #expect(load(manifest(logger("customized_field: \(column)"))).text == "") }
    }

    @Test(
        "partition_period is DAY, HOUR or a template",
        arguments: ["DAY", "HOUR", "year=#{year}/m-#{month}_#{day}:#{hour}", "#{year}#{year}"])
    func partitionPeriod(text: String) { #expect(field(.partitionPeriod, "partition_period: '\(text)'") == .string(text)) }

    @Test(
        "other partition periods are errors",
        arguments: ["day", "", "WEEK", "2024", "#{year} #{day}", "#{year", "#{}", "#{year}."])
    func notPartitionPeriod(text: String) { #expect(load(manifest(logger("partition_period: '\(text)'"))).codes == [.invalidValue]) }

    @Test("a file name has each of its seven parts once, in any order")
    func fileName() {
        let good = "판교 #{second}#{minute}#{hour}.#{day}-#{month}-#{year}_#{logger_id}.gz"
        #expect(field(.customizedFileName, "customized_file_name: '\(good)'") == .string(good))
        for bad in ["", "log", good + "#{day}", good + "#{}", good + "#{", String(good.dropFirst(12))] {
            #expect(load(manifest(logger("customized_file_name: '\(bad)'"))).codes == [.invalidValue], "\(bad)")
        }
    }

    @Test(
        "a variable that nobody documents is sent with a warning, in both templates",
        arguments: [
            ("partition_period: '#{minute}'", nil), ("partition_period: 'y=#{yeer}'", "did you mean '#{year}'?"),
            ("customized_file_name: '#{second}#{minute}#{hour}#{day}#{month}#{year}#{logger_id}#{week}'", nil),
            (
                "customized_file_name: '#{second}#{minute}#{hour}#{day}#{month}#{year}#{logger_id}#{timezone}#{time_zone}'",
                "did you mean '#{timezone}'?"
            ),
        ])
    func unknownVariable(line: String, help: String?) throws {
        let loaded = load(manifest(logger(line)))
        #expect(loaded.codes == [.unknownVariable] && !loaded.hasErrors)
        #expect(loaded.diagnostics[0].help == help ?? "the service may know it: it is sent as it is")
    }

    @Test("a file name may have the time zone, at most once")
    func timeZone() {
        let name = "#{logger_id}_#{year}-#{month}-#{day}T#{hour}:#{minute}:#{second}#{timezone}"
        #expect(field(.customizedFileName, "customized_file_name: '\(name)'") == .string(name))
        #expect(load(manifest(logger("customized_file_name: '\(name)#{timezone}'"))).codes == [.invalidValue])
    }

    @Test("of a logger that exists, as its id says, nothing is said that only a new one would heed; defaults count for who uses them")
    func existing() {
        let id = "id: 3e84619a-1e49-4b19-b353-a15f7d278f94"
        let odd = "customized_field: [tcp_flags, brand_new]\npartition_period: '#{week}'"
        #expect(load(manifest(logger(odd))).codes == [.legacyLogField, .unknownLogField, .unknownVariable])
        #expect(load(manifest(logger(odd, id))).text == "" && load(manifest(logger(id, odd))).text == "")
        #expect(
            load(manifest(logger(odd, id) + "\n" + logger(odd, key: "db"))).codes == [.legacyLogField, .unknownLogField, .unknownVariable])
        let defaults = "defaults: {customized_field: vm_id}\n"
        #expect(load(manifest(logger(id), top: defaults)).text == "")
        #expect(load(manifest(logger(id) + "\n" + logger(key: "db") + "\n" + logger(key: "c"), top: defaults)).codes == [.legacyLogField])
    }

    @Test("namesakes and twins that exist, as their ids say, are no news; if one of them is new, they are")
    func existingTwins() {
        let same = "name: a\nstorage_url: https://kr1.example.com/v1/AUTH_abc/flowlog/same"
        let first = logger(same, "id: 3e84619a-1e49-4b19-b353-a15f7d278f94")
        #expect(load(manifest(first + "\n" + logger(same, "id: 4a9912b9-7bbc-48f0-b066-fc165486f49d", key: "db"))).text == "")
        #expect(load(manifest(first + "\n" + logger(same, key: "db"))).codes == [.duplicateCapture, .duplicateName])
    }

    @Test("a template that YAML takes for a comment is an error that says so, but an empty value with a comment is not")
    func templateComment() {
        #expect(load(manifest(logger("partition_period: #{year}"))).codes == [.invalidValue])
        #expect(load(manifest(logger("partition_period: # the default", "description: '' #{year}"))).text == "")
    }

    @Test("a name has 1 to 255 characters and no control characters; all other characters are kept")
    func name() {
        let longest = String(repeating: "가", count: 255)
        #expect(field(.name, "name: \(longest)") == .string(longest))
        #expect(load(manifest(logger("name: \(longest)가"))).codes == [.invalidValue])
        #expect(load(manifest(logger("name: ''"))).codes == [.invalidValue])
        for control in ["\\t", "\\n", "\\e", "\\u0000", "\\x7f", "\\u0085"] {
            #expect(load(manifest(logger("name: \"a\(control)\""))).codes == [.invalidValue], "\(control)")
        }
        #expect(field(.name, "name: ' a/b \u{202E} <&> '") == .string(" a/b \u{202E} <&> "))
    }

    @Test("a description and its mark have at most 255 characters, and fewer when protected")
    func descriptionLength() {
        let room = 255 - " [flowlogctl:prod/web]".count
        let longest = String(repeating: "설", count: room)
        #expect(field(.description, "description: \(longest)") == .string(longest))
        #expect(load(manifest(logger("description: \(longest)x"))).codes == [.descriptionTooLong])
        let protected = "lifecycle: {prevent_destroy: true}"
        #expect(load(manifest(logger("description: \(longest)", protected))).codes == [.descriptionTooLong])
        #expect(load(manifest(logger(protected, "description: \(longest.dropLast(" protected".count))"))).text == "")
        let two = logger(key: "web") + "\n" + logger(key: "another-key")
        #expect(load(manifest(two, top: "defaults: {description: \(longest)xx}\n")).codes == [.descriptionTooLong])
    }

    @Test("a description must not contain the opening of a mark, wherever it stands")
    func mark() {
        #expect(load(manifest(logger("description: 'a [flowlogctl:x'"))).codes == [.markInDescription])
        #expect(load(manifest(logger(), top: "defaults: {description: '[flowlogctl:prod/web]'}\n")).codes == [.markInDescription])
        #expect(load(manifest(logger("description: '[flowlogctl] and [flowlog'"))).text == "")
    }

    @Test("an own id is kept in lower case, and null is none")
    func id() {
        #expect(load(manifest(logger("id: 3E84619A-1e49-4b19-b353-a15f7d278f94"))).only?.pinnedID == "3e84619a-1e49-4b19-b353-a15f7d278f94")
        #expect(load(manifest(logger("id: null"))).only?.pinnedID == nil)
        #expect(load(manifest(logger("id: 5"))).codes == [.invalidUUID])
    }

    @Test("lifecycle has its defaults, its values, and nothing else")
    func lifecycle() throws {
        let plain = try #require(load(manifest(logger())).only)
        #expect(!plain.preventDestroy && plain.replace == .createFirst && plain.ignoreChanges.isEmpty)
        let full = try #require(
            load(manifest(logger("lifecycle: {prevent_destroy: true, replace: delete_first, ignore_changes: [filter, name]}"))).only)
        #expect(full.preventDestroy && full.replace == .deleteFirst && full.ignoreChanges == [.filter, .name])
        #expect(load(manifest(logger("lifecycle: {prevent_destory: true}"))).diagnostics.first?.help == "did you mean 'prevent_destroy'?")
        #expect(load(manifest(logger("lifecycle: {ignore_changes: all}"))).codes == [.wrongType])
        #expect(load(manifest(logger("lifecycle: {ignore_changes: [id]}"))).codes == [.invalidValue])
        #expect(load(manifest(logger("lifecycle: true"))).codes == [.wrongType])
    }

    @Test(
        "an unknown field is marked at its key and offers the nearest name",
        arguments: [
            ("fliter", "filter"), ("resourceId", "resource_id"), ("storage-url", "storage_url"), ("previous_key", "previous_keys"),
            ("adminStateUp", "admin_state_up"),
        ])
    func suggestions(name: String, meant: String) throws {
        let diagnostic = try #require(load(manifest(logger("\(name): x"))).diagnostics.first)
        #expect(diagnostic.code == .unknownField && diagnostic.help == "did you mean '\(meant)'?")
        #expect(diagnostic.location?.column == 5 && diagnostic.location?.length == name.count)
    }
}
