import FlowLogModel
import FoundationEssentials
import Testing

/// The other half, documents, is `Tests/Checks/check_manifest_schema.py`.
@Suite("schemas/manifest.v1.schema.json and the table of logger fields")
struct SchemaTests {
    private let schema: JSON

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../schemas/manifest.v1.schema.json")
        schema = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: file))
    }

    @Test("a logger and 'defaults' have the fields of the table, a logger four more")
    func names() {
        let fields = Set(LoggerField.allCases.map(\.apiName))
        #expect(Set(schema["$defs"]["logger"]["properties"].keys) == fields.union(["resource", "id", "previous_keys", "lifecycle"]))
        #expect(Set(schema["$defs"]["defaults"]["properties"].keys) == fields.union(["resource"]))
        #expect(Set(schema["$defs"]["lifecycle"]["properties"]["ignore_changes"]["items"]["enum"].strings) == fields)
    }

    @Test("a resource has the parts of the program")
    func parts() {
        #expect(Set(schema["$defs"]["resource"]["properties"].keys) == Set(NamedResource.Part.allCases.map(\.name)))
    }

    @Test("no mapping takes unknown fields", arguments: ["logger", "defaults", "lifecycle", "resource"])
    func closed(name: String) {
        #expect(schema["$defs"][name]["additionalProperties"] == .boolean(false))
        #expect(schema["additionalProperties"] == .boolean(false))
    }

    @Test("a field has the table's documentation and default", arguments: LoggerField.allCases)
    func documentation(field: LoggerField) {
        let definition = schema["$defs"][field.apiName]
        #expect(definition["description"] == .string(field.rule.documentation))
        let expected: JSON =
            switch field.rule.defaultValue {
            case .string(let text): .string(text)
            case .boolean(let flag): .boolean(flag)
            case .integer(let number): .integer(number)
            case nil: .absent
            }
        #expect(definition["default"] == expected)
    }

    @Test("a field takes the values that the table allows", arguments: LoggerField.allCases)
    func values(field: LoggerField) {
        let definition = schema["$defs"][field.apiName]
        switch field.rule.type {
        case .boolean: #expect(definition["type"].strings == ["boolean", "null"])
        case .integer(let range):
            #expect(definition["type"].strings == ["integer", "null"])
            #expect(definition["minimum"] == .integer(range.lowerBound) && definition["maximum"] == .integer(range.upperBound))
        case .choice(let words): #expect(definition["anyOf"].first["enum"].strings == words)
        case .uuid: #expect(definition["anyOf"].first["$ref"] == .string("#/$defs/uuid"))
        case .loggerName, .description, .storageURL, .nameList, .partitionPeriod, .fileName: #expect(definition["anyOf"] != .absent)
        }
    }

    @Test("a string field also takes a text with '${', the others do not", arguments: LoggerField.allCases)
    func interpolation(field: LoggerField) {
        let isString = field.rule.type.kind == .string
        let alternatives = schema["$defs"][field.apiName]["anyOf"].items
        #expect(alternatives.contains { $0["$ref"] == .string("#/$defs/interpolated") } == isString)
    }

    @Test("the fields that the table requires are required unless 'defaults' gives them")
    func required() {
        let required = LoggerField.allCases.filter(\.rule.isRequired).map(\.apiName)
        let rules = schema["allOf"].items.map { $0["else"]["properties"]["loggers"]["additionalProperties"] }
        let alternatives = rules.map { rule in [rule["required"].strings] + rule["anyOf"].items.map { $0["required"].strings } }
        #expect(alternatives.map { $0.filter { !$0.isEmpty } } == [[["resource_id"], ["resource"]], [["storage_url"]]])
        #expect(required == ["resource_id", "storage_url"])
        let nullable = LoggerField.allCases.filter { field in
            let definition = schema["$defs"][field.apiName]
            return definition["type"].strings.contains("null") || definition["anyOf"].items.contains { $0["type"] == .string("null") }
        }
        // With 'resource', a null takes back what a merge key brings.
        #expect(nullable == LoggerField.allCases.filter { !$0.rule.isRequired || $0 == .resourceID })
    }

    @Test("everything that an editor completes has a description")
    func descriptions() {
        let mappings = [schema, schema["$defs"]["logger"], schema["$defs"]["lifecycle"], schema["$defs"]["resource"]]
        for (name, property) in mappings.flatMap({ $0["properties"].pairs }) {
            let definition = property["$ref"] == .absent ? property : schema["$defs"][name]
            #expect(definition["description"] != .absent, "\(name)")
        }
    }
}

private enum JSON: Decodable, Equatable {
    case object([String: JSON])
    case array([JSON])
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case null
    case absent

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode([String: JSON].self) {
            self = .object(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else {
            self = .null
        }
    }

    subscript(key: String) -> JSON {
        if case .object(let object) = self { object[key] ?? .absent } else { .absent }
    }

    var pairs: [(String, JSON)] { if case .object(let object) = self { object.map { ($0.key, $0.value) } } else { [] } }
    var keys: [String] { pairs.map(\.0) }
    var items: [JSON] { if case .array(let array) = self { array } else { [] } }
    var first: JSON { items.first ?? .absent }
    var strings: [String] { items.compactMap { if case .string(let text) = $0 { text } else { nil } } }
}
