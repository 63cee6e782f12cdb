import FlowLogModel
import FlowLogPlan
import FoundationEssentials
import TestSupport
import Testing

/// The other half, documents, is `Tests/Checks/check_plan_schema.py`.
@Suite("schemas/plan.v1.schema.json and the program")
struct PlanSchemaTests {
    private let schema: JSONValue
    private let documents: [JSONValue]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../schemas/plan.v1.schema.json")
        schema = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
        documents = try Scenario.allCases.map { try Self.value(of: $0.document().text) }
    }

    private static func value(of text: String) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

    @Test("codes are those of the program")
    func codes() throws {
        #expect(enumeration("resource_change", "blocked", alternative: 1, "code") == Set(Block.Code.allCases.map(\.rawValue)))
        #expect(enumeration("stack", "error", alternative: 1, "code") == Set(Self.failureCodes.map(\.rawValue)))
        let refusal = try #require(schema["$defs"]?["refusal"]?["anyOf"]?.items?.last)
        #expect(Set(refusal["properties"]?["code"]?["enum"].strings ?? []) == Set(Refusal.Code.allCases.map(\.rawValue)))
    }

    @Test("states are those of the program, or null")
    func states() {
        let values = schema["$defs"]?["resource_change"]?["properties"]?["state"]?["enum"]?.items
        #expect(values == DriftState.allCases.map { .string($0.rawValue) } + [.null])
    }

    @Test("policies and strategies are those of manifests")
    func policies() {
        #expect(
            Set(schema["$defs"]?["unmanaged_policy"]?["enum"].strings ?? []) == Set(DesiredStack.Unmanaged.allCases.map(\.rawValue)))
        let replace = schema["$defs"]?["desired_logger"]?["properties"]?["lifecycle"]?["properties"]?["replace"]
        #expect(Set(replace?["enum"].strings ?? []) == Set(DesiredLogger.ReplaceStrategy.allCases.map(\.rawValue)))
    }

    @Test("each action, reason and code of the schema is in a recorded plan, and no other one is")
    func values() {
        let changes = documents.flatMap { $0["resource_changes"]?.items ?? [] }
        #expect(Set(changes.compactMap { $0["action_reason"]?.string }) == enumeration("resource_change", "action_reason"))
        #expect(enumeration("resource_change", "action_reason") == Set(ReasonWord.allCases.map(\.rawValue)))
        let intended = enumeration("resource_change", "blocked", alternative: 1, "reason")
        #expect(intended == enumeration("resource_change", "action_reason").subtracting(["blocked"]))
        let actions = schema["$defs"]?["change"]?["properties"]?["actions"]?["enum"]?.items ?? []
        #expect(Set(changes.compactMap { $0["change"]?["actions"] }) == Set(actions))
        let blocked = changes.compactMap { $0["blocked"]?["code"]?.string }
        #expect(Set(blocked) == Set(Block.Code.allCases.map(\.rawValue)))
        let refusals = documents.compactMap { $0["refusal"]?["code"]?.string }
        #expect(Set(refusals) == Set(Refusal.Code.allCases.map(\.rawValue)))
        let errors = documents.flatMap { $0["stacks"]?.items ?? [] }.compactMap { $0["error"]?["code"]?.string }
        #expect(Set(errors) == Set(Self.failureCodes.map(\.rawValue)))
    }

    @Test("a logger has the fields of the table, all of them required")
    func names() {
        let fields = Set(LoggerField.allCases.map(\.apiName))
        let definition = schema["$defs"]?["fields"]
        #expect(Set(definition?["properties"].names ?? []) == fields)
        #expect(Set(definition?["required"].strings ?? []) == fields)
        let lifecycle = schema["$defs"]?["desired_logger"]?["properties"]?["lifecycle"]
        #expect(Set(lifecycle?["properties"]?["ignore_changes"]?["items"]?["enum"].strings ?? []) == fields)
        let paths = schema["$defs"]?["change"]?["properties"]?["replace_paths"]?["items"]?["items"]?["enum"].strings
        #expect(Set(paths ?? []) == Set(LoggerField.allCases.filter { !$0.rule.isMutable }.map(\.apiName)))
    }

    @Test("a field has the table's type; null is what nobody need say, or cannot be read", arguments: LoggerField.allCases)
    func types(field: LoggerField) {
        let type: JSONValue =
            switch field.rule.type.kind {
            case .boolean: .string("boolean")
            case .integer: .string("integer")
            case .string: .string("string")
            }
        let isGiven = !field.rule.mayBeUnanswered
        func definition(_ name: String) -> JSONValue? { schema["$defs"]?[name]?["properties"]?[field.apiName] }
        #expect(definition("fields")?["type"] == .array([type, .string("null")]))
        #expect(definition("written")?["type"] == (isGiven ? type : nil))
    }

    @Test("every key that the program writes is described and required, and the other way round")
    func described() {
        for document in documents { check(document, schema, at: "$") }
    }

    @Test("what drift prints is the plan's document with a state for each change")
    func drift() throws {
        let document = PlanDocument(try Scenario.partial.plan(), createdAt: "2026-01-01T00:00:00Z", includingStates: true)
        let drift = try Self.value(of: document.text)
        check(drift, schema, at: "$")
        let changes = drift["resource_changes"]?.items ?? []
        #expect(changes.allSatisfy { $0["state"] != nil } && changes.contains { $0["state"] == .null })
        #expect(documents.allSatisfy { $0["resource_changes"]?.items?.allSatisfy { $0["state"] == nil } == true })
    }

    @Test("a shard's document says which one it is, and has its neighbours as it has its own stacks")
    func shard() throws {
        let inputs = try ["prod", "second"].map { try input(stack([desired("web")], name: $0), []) }
        let plan = makePlan(inputs, options: PlanOptions(shard: Shard("1/2")))
        let document = try Self.value(of: PlanDocument(plan, createdAt: "2026-01-01T00:00:00Z").text)
        check(document, schema, at: "$")
        #expect(document["shard"] == .string("1/2"))
        #expect(document["desired"]?.items?.count == 1 && document["neighbours"]?.items?.count == 1)
        #expect(documents.allSatisfy { $0["shard"] == nil && $0["neighbours"] == nil })
    }

    // MARK: helpers

    private static let parts = Set(NamedResource.Part.allCases.map(\.name))

    /// What not every document and not every change has. What is shown of several files lacks the last three of a document.
    private static let optional: [String: Set<String>] = [
        "$": ["shard", "neighbours", "desired", "options", "checksum"],
        "$.resource_changes[]": ["state", "clean_up", "resource", "resource_names", "resource_names_before"],
        "$.resource_changes[].resource": parts,
        "$.desired[]": ["storage"], "$.neighbours[]": ["storage"],
        "$.desired[].loggers[]": ["resource"], "$.desired[].loggers[].resource": parts, "$.neighbours[].loggers[]": ["resource"],
    ]

    /// All codes; the switch stops the build when one is added.
    private static let failureCodes: [StackFailure.Code] = {
        let codes: [StackFailure.Code] = [.configuration, .authentication, .api]
        for code in codes {
            switch code {
            case .configuration, .authentication, .api: continue
            }
        }
        return codes
    }()

    private func enumeration(_ definition: String, _ property: String, alternative: Int? = nil, _ member: String? = nil) -> Set<String> {
        var node = schema["$defs"]?[definition]?["properties"]?[property]
        if let alternative { node = node?["anyOf"]?.items?[alternative] }
        if let member { node = node?["properties"]?[member] }
        return Set(node?["enum"].strings ?? [])
    }

    /// Follows a document through the schema by its `properties`, `items`, `anyOf` and `$ref`.
    private func check(_ value: JSONValue, _ node: JSONValue, at path: String) {
        let parts = parts(node)
        if let items = value.items {
            let element = parts.compactMap { $0["items"] }.first
            for item in items where element != nil { check(item, element ?? .null, at: "\(path)[]") }
        }
        guard case .object(let members) = value else { return }
        let properties = parts.flatMap { $0["properties"].members }
        let required = Set(parts.flatMap { $0["required"].strings })
        let optional = Self.optional[path] ?? []
        #expect(Set(members.keys).union(optional) == Set(properties.map(\.0)), "keys at \(path)")
        #expect(required.union(optional) == Set(members.keys).union(optional), "required at \(path)")
        #expect(required.isDisjoint(with: optional), "required at \(path)")
        for (name, member) in members {
            let definitions = properties.filter { $0.0 == name }.map(\.1)
            let isDescribed = definitions.contains { definition in self.parts(definition).contains { $0["description"] != nil } }
            #expect(isDescribed, "\(path).\(name) has no description")
            if let definition = definitions.first { check(member, definition, at: "\(path).\(name)") }
        }
    }

    /// A node with all that it refers to.
    private func parts(_ node: JSONValue) -> [JSONValue] {
        let reference = node["$ref"]?.string.flatMap { schema["$defs"]?[String($0.dropFirst("#/$defs/".count))] }
        let others = (reference.map { [$0] } ?? []) + (node["anyOf"]?.items ?? [])
        return [node] + others.flatMap(parts)
    }
}

extension JSONValue? {
    /// The strings of an array.
    var strings: [String] { self?.items?.compactMap(\.string) ?? [] }

    /// The members of an object.
    fileprivate var members: [(String, JSONValue)] {
        if case .object(let members)? = self { members.map { ($0.key, $0.value) } } else { [] }
    }

    var names: [String] { members.map(\.0) }
}
