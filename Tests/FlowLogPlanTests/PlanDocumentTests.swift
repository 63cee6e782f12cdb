import FlowLogModel
import FlowLogPlan
import FoundationEssentials
import TestSupport
import Testing

@Suite("Plan documents")
struct PlanDocumentTests {
    let web = desired("web")
    let createdAt = "2026-01-01T00:00:00Z"

    /// A plan with a create, an update, a replace, a delete, a superseded logger and a blocked one that is superseded.
    private func mixed() throws -> Plan {
        let loggers = [
            desired("new", target: 1), desired("changed", target: 2, [.description: .string("new")]),
            desired("replaced", target: 3, [.filter: .string("DROP")], ignoreChanges: [.name]), desired("kept", target: 4),
        ]
        let list = [
            live(2, like: loggers[1], [.description: .string("old")]), live(3, like: loggers[2], [.filter: .string("ALL")]),
            live(4, like: loggers[3]), live(5, like: loggers[3], createdAt: "2025"),
            live(6, like: desired("kept", target: 6, preventDestroy: true), createdAt: "2024"), live(7, like: desired("gone", target: 7)),
        ]
        return try plan(stack(loggers), list)
    }

    private func members(_ plan: Plan, createdAt: String? = nil) throws -> [String: JSONValue] {
        let text = PlanDocument(plan, createdAt: createdAt ?? self.createdAt).text
        return try JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8))
    }

    @Test("the digest does not depend on the time, and on all else")
    func digest() throws {
        let plan = try mixed()
        let document = PlanDocument(plan, createdAt: createdAt)
        #expect(PlanDocument(plan, createdAt: "2026-02-02T00:00:00Z").digest == document.digest)
        #expect(PlanDocument(plan, createdAt: "2026-02-02T00:00:00Z").text != document.text)
        #expect(PlanDocument(try FlowLogPlanTests.plan(stack([web]), []), createdAt: createdAt).digest != document.digest)
        #expect(try members(plan)["digest"] == .string(document.digest.text))
        #expect(try SavedPlan(Array(document.text.utf8)).digest == document.digest)
    }

    @Test("a digest of another plan is refused, although the checksum matches")
    func forgedDigest() throws {
        var members = try members(try mixed())
        members["digest"] = .string(String(repeating: "0", count: 64))
        members["checksum"] = nil
        members["checksum"] = .string(Checksum.sha256(Array(JSONValue.object(members).text.utf8)))
        let error = #expect(throws: SavedPlan.Invalid.self) { try SavedPlan(Array(JSONValue.object(members).text.utf8)) }
        #expect(error?.message.contains("digest does not match") == true, "\(String(describing: error))")
    }

    @Test("a blocked change keeps the reason that it would have had")
    func blockedReason() throws {
        let plan = try mixed()
        let changes = try members(plan)["resource_changes"]?.items ?? []
        let reasons = changes.compactMap { $0["blocked"]?["reason"]?.string }
        #expect(reasons == ["delete_because_superseded"])
        let document = PlanDocument(plan, createdAt: createdAt).text
        #expect(PlanDocument(try SavedPlan(Array(document.utf8)).plan, createdAt: createdAt).text == document)
    }

    @Test("a file of format 1.0, which has neither digest nor reason of a blocked change, reads as the same plan")
    func oldFormat() throws {
        let plan = try mixed()
        var members = try members(plan)
        members["format_version"] = .string("1.0")
        members["resource_changes"] = .array(
            (members["resource_changes"]?.items ?? []).map { change in
                guard case .object(var parts) = change, case .object(var block)? = parts["blocked"] else { return change }
                block["reason"] = nil
                parts["blocked"] = .object(block)
                return .object(parts)
            })
        let read = try SavedPlan(try signed(.object(members), hasDigest: false))
        #expect(read.digest == nil)
        #expect(PlanDocument(read.plan, createdAt: createdAt).text == PlanDocument(plan, createdAt: createdAt).text)
    }

    // MARK: words

    /// Where a word stands, and what the message calls the place.
    private static let words: [(path: [Step], place: String)] = [
        (["resource_changes", 0, "action_reason"], "resource_changes[0].action_reason"),
        (["resource_changes", 1, "change", "actions", 0], "resource_changes[1].change.actions[0]"),
        (["resource_changes", 6, "change", "replace_paths", 0, 0], "resource_changes[6].change.replace_paths[0][0]"),
        (["resource_changes", 0, "type"], "resource_changes[0].type"),
        (["resource_changes", 4, "blocked", "code"], "resource_changes[4].blocked.code"),
        (["resource_changes", 4, "blocked", "reason"], "resource_changes[4].blocked.reason"),
        (["resource_changes", 0, "change", "before", "owner"], "resource_changes[0].change.before.owner"),
        (["refusal", "code"], "refusal.code"), (["stacks", 0, "unmanaged"], "stacks[0].unmanaged"),
        (["desired", 0, "unmanaged"], "desired[0].unmanaged"),
        (["desired", 0, "loggers", 3, "lifecycle", "replace"], "desired[0].loggers[3].lifecycle.replace"),
        (["desired", 0, "loggers", 3, "lifecycle", "ignore_changes", 0], "desired[0].loggers[3].lifecycle.ignore_changes[0]"),
    ]

    @Test("a word that this version does not know is refused in any 1.x, with its place")
    func unknownWords() throws {
        let document = JSONValue.object(try members(try mixed()))
        for version in ["1.1", "1.7"] {
            for (path, place) in Self.words {
                let later = document.replacing(["format_version"], by: .string(version)).replacing(path[...], by: .string("new-word"))
                let error = #expect(throws: SavedPlan.Invalid.self, "\(place)") { try SavedPlan(try signed(later)) }
                #expect(
                    error?.message.contains("its \(place) is 'new-word', which this version does not know") == true,
                    "\(String(describing: error))")
            }
        }
    }

    @Test("keys that this version does not know are passed over, at every level")
    func unknownKeys() throws {
        let plan = try mixed()
        let document = JSONValue.object(try members(plan)).withLaterKeys.replacing(["format_version"], by: .string("1.7"))
        let read = try SavedPlan(try signed(document)).plan
        #expect(PlanDocument(read, createdAt: createdAt).text == PlanDocument(plan, createdAt: createdAt).text)
    }

    @Test("what is missing, of another type, or contradicts itself is refused with its place")
    func malformed() throws {
        let document = JSONValue.object(try members(try mixed()))
        let rows: [(path: [Step], value: JSONValue?, reason: String)] = [
            (["resource_changes", 0, "stack"], nil, "it has no resource_changes[0].stack"),
            (["resource_changes", 0, "stack"], .integer(5), "resource_changes[0].stack should be a string and is a number"),
            (
                ["resource_changes", 0, "change", "before", "filter"], .array([.integer(1)]),
                "before.filter should be a string and is a list"
            ),
            (["options", "allow_empty"], .string("no"), "options.allow_empty should be a boolean and is a string"),
            (["stacks", 0, "foreign"], .string("none"), "stacks[0].foreign should be a whole number and is a string"),
            (["desired"], .string("none"), "its desired should be a list and is a string"), (["desired"], .array([]), "0 desired stacks"),
            (["resource_changes", 0, "action_reason"], .string("create_missing"), "resource_changes[0] contradicts itself"),
            (["resource_changes", 0, "action_reason"], .string("blocked"), "resource_changes[0] contradicts itself"),
            (["resource_changes", 4, "blocked"], .null, "resource_changes[4] contradicts itself"),
            (["resource_changes", 4, "blocked", "reason"], .string("blocked"), "resource_changes[4] contradicts itself"),
            (["format_version"], .string("1"), "this version reads 1.x"), (["format_version"], .string("1.1.1"), "this version reads 1.x"),
        ]
        for (path, value, reason) in rows {
            let error = #expect(throws: SavedPlan.Invalid.self) { try SavedPlan(try signed(document.replacing(path[...], by: value))) }
            #expect(error?.message.contains(reason) == true, "\(reason): \(String(describing: error))")
        }
    }
}

/// A key or an index.
private enum Step: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    case key(String), index(Int)

    init(stringLiteral value: String) { self = .key(value) }
    init(integerLiteral value: Int) { self = .index(value) }
}

extension JSONValue {
    /// The document with another value at a path, or without it.
    fileprivate func replacing(_ path: ArraySlice<Step>, by value: JSONValue?) -> JSONValue {
        guard let step = path.first else { return value ?? .null }
        switch (step, self) {
        case (.key(let key), .object(var members)):
            members[key] = path.count == 1 ? value : members[key]?.replacing(path.dropFirst(), by: value)
            return .object(members)
        case (.index(let index), .array(var items)) where items.indices.contains(index):
            items[index] = items[index].replacing(path.dropFirst(), by: value)
            return .array(items)
        default:
            Issue.record("no \(step) in the document")
            return self
        }
    }

    /// The document as a later minor version might write it.
    fileprivate var withLaterKeys: JSONValue {
        switch self {
        case .object(let members): .object(members.mapValues(\.withLaterKeys).merging(["x_later": .integer(1)]) { $1 })
        case .array(let items): .array(items.map(\.withLaterKeys))
        case .null, .boolean, .integer, .number, .string: self
        }
    }
}
