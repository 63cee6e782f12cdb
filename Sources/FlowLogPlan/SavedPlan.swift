package import FlowLogModel
import FoundationEssentials

/// A plan that was saved with `plan --out`, read back and found whole (Contract: Plan, Saved plans).
package struct SavedPlan: Sendable {
    /// What was reviewed.
    package let plan: Plan
    package let createdAt: String
    /// The manifests as they were resolved, each with the project that it was planned for.
    package let stacks: [DesiredStack]

    /// Why a file cannot be used.
    package struct Invalid: Error, Hashable {
        package let message: String
    }

    /// The largest file that is read: a plan of some 100,000 loggers.
    package static let mostBytes = 512 << 20

    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - problems: what is wrong with its manifests, in sentences; whoever can sign a file can write anything into it.
    /// - Throws: `Invalid` for a file that is no plan, was cut short or edited, is of another major version, or holds what no manifest may.
    package init(_ bytes: [UInt8], problems: ([DesiredStack]) -> [String] = { _ in [] }) throws(Invalid) {
        guard bytes.count <= Self.mostBytes else {
            throw Invalid(message: "it has more than \(Self.mostBytes >> 20) MiB: no plan is so large")
        }
        guard let document = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)), case .object(var members) = document else {
            throw Invalid(message: "it is no JSON object: cut short, or no plan")
        }
        guard document.memberCount == Self.memberCount(bytes) else {
            throw Invalid(message: "a key stands twice in one of its objects: it was edited after it was saved")
        }
        guard let version = document["format_version"]?.string, let major = version.split(separator: ".").first else {
            throw Invalid(message: "it has no format_version: not a plan of \(Tool.name)")
        }
        guard major == "1" else {
            throw Invalid(message: "its format_version is \(version), and this version reads 1.x: plan again")
        }
        guard let checksum = members.removeValue(forKey: "checksum")?.string else {
            throw Invalid(message: "it has no checksum: not a saved plan")
        }
        guard Checksum.sha256(Array(JSONValue.object(members).text.utf8)) == checksum else {
            throw Invalid(message: "its checksum does not match: it was edited or damaged after it was saved")
        }
        if let failed = document["stacks"]?.items?.first(where: { $0["error"] != .null }) {
            throw Invalid(message: "stack \(failed["stack"]?.string ?? "") could not be planned when it was made: plan again")
        }
        guard let read = Self.read(document) else {
            throw Invalid(message: "it lacks what a plan has, although its checksum matches: plan again with this version")
        }
        let wrong = problems(read.plan.stacks.map(\.stack))
        guard wrong.isEmpty else {
            throw Invalid(message: "it holds what no manifest may: \(wrong.listed)")
        }
        self = read
    }

    /// How many members the objects of a JSON text have. Readers differ in which of two with one key they see, and ours sees only one.
    private static func memberCount(_ text: [UInt8]) -> Int {
        var count = 0
        var isInString = false
        var isEscaped = false
        for byte in text {
            if isEscaped {
                isEscaped = false
            } else if isInString, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString.toggle()
            } else if byte == UInt8(ascii: ":"), !isInString {
                count += 1
            }
        }
        return count
    }

    private init(plan: Plan, createdAt: String, stacks: [DesiredStack]) {
        self.plan = plan
        self.createdAt = createdAt
        self.stacks = stacks
    }

    private static func read(_ document: JSONValue) -> SavedPlan? {
        guard let createdAt = document["created_at"]?.string, let options = document["options"].flatMap(PlanOptions.init(document:)),
            let entries = document["stacks"]?.items, let wishes = document["desired"]?.items, entries.count == wishes.count,
            let changes = document["resource_changes"]?.items, let unmanaged = document["unmanaged"]?.items
        else { return nil }
        let desired = wishes.compactMap(DesiredStack.init(document:))
        let wanted = desired.flatMap { stack in
            stack.loggers.map { (KeyAddress(region: stack.region, stack: stack.name, key: $0.key), $0) }
        }
        let loggers = Dictionary(wanted, uniquingKeysWith: { first, _ in first })
        let read = Change.completed(changes.compactMap { Change(document: $0, desired: loggers) }, options)
        guard desired.count == wishes.count, read.count == changes.count else { return nil }
        let byStack = Dictionary(grouping: read) { KeyAddress(region: $0.region, stack: $0.stack, key: nil) }
        let stacks = zip(desired, entries).map { stack, entry in
            let changes = Hints.added(to: byStack[KeyAddress(region: stack.region, stack: stack.name, key: nil)] ?? [])
            // Changes do not say all that safety asks; with several stacks, the file does not say whose its refusal is.
            let refusal =
                desired.count == 1
                ? Refusal(document: document["refusal"]) : Safety.refusal(ofSaved: changes, stack: stack, options: options)
            return StackPlan(
                stack: stack, failure: nil, projectID: entry["project_id"]?.string.map { ProjectID($0) }, service: nil, listed: [],
                foreignCount: entry["foreign"]?.integer ?? 0,
                changes: changes, refusal: refusal)
        }
        let plan = Plan(
            stacks: stacks, options: options, unmanaged: unmanaged.compactMap(Plan.UnmanagedLogger.init(document:)), warnings: [])
        let guarded = zip(desired, entries).map { stack, entry in
            var stack = stack
            stack.projectID = entry["project_id"]?.string.map { ProjectID($0) } ?? stack.projectID
            return stack
        }
        return SavedPlan(plan: plan, createdAt: createdAt, stacks: guarded)
    }
}

extension Refusal {
    fileprivate init?(document: JSONValue?) {
        guard let code = document?["code"]?.string.flatMap(Code.init), let message = document?["message"]?.string else { return nil }
        self.init(code: code, message: message)
    }
}

extension JSONValue {
    /// How many members all objects in it have.
    fileprivate var memberCount: Int {
        switch self {
        case .object(let members): members.values.reduce(members.count) { $0 + $1.memberCount }
        case .array(let items): items.reduce(0) { $0 + $1.memberCount }
        case .null, .boolean, .integer, .number, .string: 0
        }
    }
}

extension Plan.UnmanagedLogger {
    fileprivate init?(document: JSONValue) {
        guard let id = document["id"]?.string, let name = document["name"] else { return nil }
        var fields = LoggerFields()
        fields[.name] = name.string.map { .string($0) }
        self.init(
            region: document["region"]?.string?.uppercased(),
            live: LiveLogger(id: id, fields: fields, ownership: .unmarked, status: LoggerStatus(rawValue: "")))
    }
}
