import FlowLogManifest
import FlowLogModel
import Testing

@Suite("Interpolation")
struct InterpolationTests {
    private let context = ManifestContext(regionOption: "KR1") { name in
        ["TEAM": "네트워크", "EMPTY": "", "TRICKY": "${key} $${x} '\n\"", "A_1": "one"][name]
    }

    @Test(
        "a description becomes",
        arguments: [
            ("plain", "plain"), ("${key}", "web"), ("${stack}/${key} in ${region}", "prod/web in KR1"), ("${var:TEAM}", "네트워크"),
            ("${var:TEAM:-none}", "네트워크"), ("${var:UNSET:-none}", "none"), ("${var:UNSET:-}", ""), ("${var:EMPTY}", ""),
            ("${var:EMPTY:-as in a shell}", "as in a shell"), ("${var:A_1}", "one"), ("${var:UNSET:-a:-b}", "a:-b"),
            ("${var:TRICKY}", "${key} $${x} '\n\""), ("$${key}", "${key}"), ("$$${key}", "$${key}"), ("$$${key", "$${key"),
            ("$key $ {key} $", "$key $ {key} $"),
            ("$${", "${"), ("#{year}/#{month}", "#{year}/#{month}"), ("}${key}}", "}web}"), ("판교 ${key}", "판교 web"), ("$$", "$$"),
        ])
    func expansion(text: String, expanded: String) throws {
        let loaded = load(manifest(logger("description: '\(text.replacing("'", with: "''"))'")), context: context)
        #expect(loaded.text == "")
        #expect(try #require(loaded.only).fields[.description] == .string(expanded))
    }

    @Test(
        "an error is",
        arguments: [
            ("${foo}", .invalidValue), ("${}", .invalidValue), ("${ key}", .invalidValue), ("${KEY}", .invalidValue),
            ("${var}", .invalidValue),
            ("${var:}", .invalidValue), ("${var:1A:-x}", .invalidValue), ("${var:A-B}", .invalidValue), ("${var:A:x}", .invalidValue),
            ("${var:판교}", .invalidValue), ("${key", .invalidValue), ("a ${", .invalidValue),
            ("${var:X:-${key}}", .invalidValue), ("${var:UNSET}", .unsetVariable), ("${env:HOME}", .invalidValue),
        ] as [(String, Diagnostic.Code)])
    func errors(text: String, code: Diagnostic.Code) throws {
        #expect(load(manifest(logger("description: '\(text)'")), context: context).codes == [code])
    }

    @Test("an unset variable's help names the environment variable and the form with a default")
    func unset() {
        let help = load(manifest(logger("description: ${var:TEAM_NAME}"))).diagnostics.first?.help
        #expect(help == "set the environment variable FLOWLOG_VAR_TEAM_NAME, or write ${var:TEAM_NAME:-default}")
    }

    @Test("every string field is expanded, and items of a list")
    func everyStringField() throws {
        let values: [String: String] = [
            "NAME": "이름", "TYPE": "VPC", "ID": "7B1E5A3E-2F0C-4A9B-9D57-0D6C1F0E8A11", "FILTER": "DROP", "STORAGE": "OBS",
            "URL": "https://kr1.example.com/v1/AUTH_a/b/c", "FORMAT": "PARQUET", "COMPRESSION": "GZIP", "COLUMN": "src_addr",
            "PERIOD": "HOUR", "FILE": "#{logger_id}#{year}#{month}#{day}#{hour}#{minute}#{second}",
        ]
        let loaded = load(
            manifest(
                logger(
                    "name: ${var:NAME}", "resource_type: ${var:TYPE}", "resource_id: ${var:ID}", "filter: ${var:FILTER}",
                    "storage_type: ${var:STORAGE}", "storage_url: ${var:URL}", "log_format: ${var:FORMAT}",
                    "compression_type: ${var:COMPRESSION}", "customized_field: ['${var:COLUMN}', dst_addr]",
                    "partition_period: ${var:PERIOD}",
                    "customized_file_name: ${var:FILE}")), context: ManifestContext { values[$0] })
        #expect(loaded.text == "")
        let fields = try #require(loaded.only).fields
        #expect(fields.name == "이름" && fields[.resourceID] == .string("7b1e5a3e-2f0c-4a9b-9d57-0d6c1f0e8a11"))
        #expect(fields[.customizedField] == .string("src_addr,dst_addr") && fields[.partitionPeriod] == .string("HOUR"))
    }

    @Test("other fields are not: booleans, integers, ids, keys, and the document's own")
    func notExpanded() {
        let set = ManifestContext { _ in "true" }
        #expect(load(manifest(logger("admin_state_up: ${var:X}")), context: set).codes == [.wrongType])
        #expect(load(manifest(logger("aggregation_interval: ${var:X}")), context: set).codes == [.wrongType])
        #expect(load(manifest(logger("id: ${var:X}")), context: set).codes == [.invalidUUID])
        #expect(load(manifest(logger("previous_keys: ['${key}']")), context: set).codes == [.invalidKey])
        #expect(load(manifest(logger(key: "${key}")), context: set).codes.contains(.invalidKey))
        #expect(load("apiVersion: flowlog/v1\nstack: ${var:X}\nloggers: {}", context: set).codes == [.invalidValue])
    }

    @Test("an expanded value is checked like a written one, and a value's control characters are found")
    func checkedAfterwards() {
        let set = ManifestContext { _ in "a\nb" }
        #expect(load(manifest(logger("name: ${var:X}")), context: set).codes == [.invalidValue])
        #expect(load(manifest(logger("resource_id: ${var:X}")), context: set).codes == [.invalidUUID])
        #expect(load(manifest(logger("storage_url: https://h/v1/AUTH_a/b/${var:X}")), context: set).codes == [.invalidURL])
    }

    @Test("${region} is what holds: the manifest's, else the option's, else the environment's, else an error")
    func region() throws {
        let text = manifest(logger("description: ${region}"))
        func description(_ text: String, _ context: ManifestContext) -> FieldValue? {
            load(text, context: context).only?.fields[.description]
        }
        #expect(
            description(manifest(logger("description: ${region}"), top: "region: kr2\n"), ManifestContext(environmentRegion: "KR3"))
                == .string("kr2"))
        #expect(description(text, ManifestContext(regionOption: "KR1", environmentRegion: "KR3")) == .string("KR1"))
        #expect(description(text, ManifestContext(environmentRegion: "KR3")) == .string("KR3"))
        // As the environment or an option writes it would replace every logger.
        #expect(description(text, ManifestContext(environmentRegion: "kr3")) == .string("KR3"))
        #expect(description(text, ManifestContext(regionOption: "kr1")) == .string("KR1"))
        let both = manifest(logger("description: ${region}"), top: "region: kr1\n")
        #expect(description(both, ManifestContext(regionOption: "KR1")) == .string("kr1"))
        #expect(load(text).codes == [.unsetVariable])
    }

    @Test("the region of the cloud's entry comes before the environment's, which has no say if the entry names several")
    func cloudRegion() throws {
        let text = manifest(logger("description: ${region}"), top: "cloud: prod\n")
        func context(_ regions: [String]) -> ManifestContext {
            ManifestContext(environmentRegion: "KR3", cloudRegions: { $0 == "prod" ? regions : ["KR9"] })
        }
        #expect(load(text, context: context(["kr2"])).only?.fields[.description] == .string("KR2"))
        #expect(load(text, context: context([])).only?.fields[.description] == .string("KR3"))
        #expect(load(text, context: context(["KR1", "KR2"])).codes == [.unsetVariable])
        let stacks = loadManifests([ManifestSource(path: "m", bytes: Array(text.utf8))], context: context(["kr2"])).stacks
        #expect(stacks.map(\.region) == ["KR2"])
    }

    @Test("a variable whose value is not UTF-8 is an error that names it, if it is used")
    func undecodable() {
        let environment = Environment([:], undecodable: ["FLOWLOG_VAR_X", "FLOWLOG_VAR_Y"])
        let context = ManifestContext(variable: { name throws(Environment.Unusable) in try environment.text("FLOWLOG_VAR_\(name)") })
        let loaded = load(manifest(logger("description: ${var:X:-default}")), context: context)
        #expect(loaded.codes == [.invalidValue] && loaded.text.contains("FLOWLOG_VAR_X is not UTF-8 text"))
        #expect(load(manifest(logger("description: ${var:Z:-default}")), context: context).codes == [])
    }

    @Test("${key} in defaults is each logger's own, and an error there is reported once")
    func defaults() {
        let top = "defaults: {description: 'of ${key}', name: '${stack}-${key}'}\n"
        let loaded = load(manifest(logger(key: "a") + "\n" + logger("description: own", key: "b"), top: top))
        #expect(loaded.stacks.first?.loggers.map { $0.fields[.description] } == [.string("of a"), .string("own")])
        #expect(loaded.stacks.first?.loggers.map { $0.fields.name } == ["prod-a", "prod-b"])
        let wrong = "defaults: {description: 'of ${kye}', filter: '${key}', name: '${var:X} ${key}'}\n"
        #expect(
            load(manifest(logger(key: "a") + "\n" + logger(key: "b"), top: wrong)).codes == [.invalidValue, .invalidValue, .unsetVariable])
        #expect(load(manifest("  {}", top: wrong)).codes == [.invalidValue, .unsetVariable])
    }
}
