package import FlowLogModel
import FoundationEssentials

/// A plan that was saved with `plan --out`, read back and found whole (CONTRACT section 4).
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

    /// - Parameter bytes: the whole file.
    /// - Throws: `Invalid` for a file that is no plan, was cut short or edited, or is of another major version.
    package init(_ bytes: [UInt8]) throws(Invalid) {
        guard let document = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)), case .object(var members) = document else {
            throw Invalid(message: "it is no JSON object: cut short, or no plan")
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
        self = read
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
        let read = Change.completed(changes.compactMap { Change(document: $0, desired: desired) }, options)
        guard desired.count == wishes.count, read.count == changes.count else { return nil }
        let stacks = zip(desired, entries).map { stack, entry in
            let changes = Hints.added(to: read.filter { $0.stack == stack.name && $0.region == stack.region })
            return StackPlan(
                stack: stack, failure: nil, projectID: entry["project_id"]?.string, listed: [],
                foreignCount: entry["foreign"]?.integer ?? 0,
                changes: changes, refusal: Safety.refusal(ofSaved: changes, stack: stack, options: options))
        }
        let plan = Plan(
            stacks: stacks, options: options, unmanaged: unmanaged.compactMap(Plan.UnmanagedLogger.init(document:)), warnings: [])
        let guarded = zip(desired, entries).map { stack, entry in
            var stack = stack
            stack.projectID = entry["project_id"]?.string ?? stack.projectID
            return stack
        }
        return SavedPlan(plan: plan, createdAt: createdAt, stacks: guarded)
    }
}

extension Plan.UnmanagedLogger {
    fileprivate init?(document: JSONValue) {
        guard let id = document["id"]?.string, let name = document["name"]?.string else { return nil }
        var fields = LoggerFields()
        fields[.name] = .string(name)
        self.init(
            region: document["region"]?.string,
            live: LiveLogger(id: id, fields: fields, ownership: .unmarked, status: LoggerStatus(rawValue: "")))
    }
}
