package import FlowLogModel
import FoundationEssentials

/// A plan document, read back and found whole (Contract: Plan, Saved plans).
package struct SavedPlan: Sendable {
    /// What was reviewed.
    package let plan: Plan
    /// When the plan was made, as `2026-01-01T00:00:00Z`.
    package let createdAt: String
    /// Nil for a file of format 1.0, which has none.
    package let digest: PlanDigest?

    /// The manifests as they were resolved, each with the project that it was planned for.
    package var stacks: [DesiredStack] {
        plan.stacks.map { planned in
            var stack = planned.stack
            stack.projectID = planned.projectID ?? stack.projectID
            return stack
        }
    }

    /// The stacks of other shards that had a say when it was made, and have it when it is made again.
    package var neighbours: [DesiredStack] { plan.neighbours.map(\.stack) }

    /// Why a file cannot be used.
    package struct Invalid: Error, Hashable {
        /// A sentence about the file, which it calls `it`; quotes the file, so it is not escaped.
        package let message: String

        init(_ message: String) { self.message = message }
    }

    /// No more is to be read of a file: a plan of some 100,000 loggers has that many bytes.
    package static let mostBytes = 512 << 20

    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - problems: what is wrong with its manifests, in sentences; whoever can sign a file can write anything into it.
    /// - Throws: `Invalid` for a file that is not a plan, was cut short or edited, is of another major version, has a word that this version
    ///   does not know, or holds what no manifest may.
    package init(_ bytes: [UInt8], problems: ([DesiredStack]) -> [String] = { _ in [] }) throws(Invalid) {
        guard let document = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)), case .object(let members) = document else {
            throw Invalid("it is not a JSON object: cut short, or not a plan")
        }
        guard document.memberCount == Self.memberCount(bytes) else {
            throw Invalid("a key stands twice in one of its objects: it was edited after it was saved")
        }
        try Self.checkVersion(document)
        digest = try Self.checkSums(members)
        let node = DocumentNode(document)
        createdAt = try node.member("created_at").string
        plan = try Self.plan(node)
        let wrong = problems((plan.stacks + plan.neighbours).map(\.stack))
        guard wrong.isEmpty else { throw Invalid("it holds what no manifest may: \(wrong.listed)") }
    }

    /// Proves that it says of all of its stacks what is to be done.
    /// - Throws: for a stack that could not be planned.
    package func checkComplete() throws(Invalid) {
        guard let failed = plan.failures.first else { return }
        throw Invalid("stack \(failed.stack.name) could not be planned when it was made: plan again")
    }

    private static func checkVersion(_ document: JSONValue) throws(Invalid) {
        guard let version = document["format_version"]?.string else {
            throw Invalid("it has no format_version: not a plan of \(Tool.name)")
        }
        let numbers = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, numbers[0] == 1, numbers[1] != nil else {
            throw Invalid("its format_version is \(version), and this version reads 1.x: plan again")
        }
    }

    /// Proves that the document is the one that was saved.
    /// - Returns: its digest, if it has one; format 1.0 has none.
    private static func checkSums(_ members: [String: JSONValue]) throws(Invalid) -> PlanDigest? {
        func sum(without names: Set<String>) -> String {
            Checksum.sha256(Array(JSONValue.object(members.filter { !names.contains($0.key) }).text.utf8))
        }
        guard let checksum = members["checksum"]?.string else { throw Invalid("it has no checksum: not a saved plan") }
        guard sum(without: ["checksum"]) == checksum else {
            throw Invalid("its checksum does not match: it was edited or damaged after it was saved")
        }
        guard let digest = members["digest"] else { return nil }
        guard digest.string == sum(without: ["checksum", "created_at", "digest"]) else {
            throw Invalid("its digest does not match: it is not the plan that it says it is")
        }
        return digest.string.map { PlanDigest($0) }
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

    private static func plan(_ document: DocumentNode) throws(Invalid) -> Plan {
        var options = try PlanOptions(try document.member("options"))
        options.shard = try document.optionalMember("shard")?.word(Shard.init)
        let desired = try document.member("desired").items.map { item throws(Invalid) in try DesiredStack(item) }
        let neighbours = try document.optionalMember("neighbours")?.items.map { item throws(Invalid) in try DesiredStack(item) } ?? []
        if let shard = options.shard, !desired.allSatisfy(options.actsFor) || neighbours.contains(where: options.actsFor) {
            throw Invalid("it says that it is shard \(shard), and has stacks of others: plan again")
        }
        let entries = try document.member("stacks").items
        guard entries.count == desired.count else {
            throw Invalid("it has \(desired.count) desired stacks, and knows something of \(entries.count): plan again")
        }
        let wishes = DesiredStacks(desired)
        let changes = try Change.read(try document.member("resource_changes").items, desired: wishes, options: options)
        let refusal = try document.member("refusal").unlessNull.map { node throws(Invalid) in try Refusal(node) }
        let byStack = Dictionary(grouping: changes, by: \.stackAddress)
        let namesakes = Dictionary(grouping: (desired + neighbours).sorted { $0.precedes($1) }, by: \.place).mapValues(Namesakes.init)
        let stacks = try zip(desired, entries).map { stack, entry throws(Invalid) in
            let place = stack.place
            var changes = byStack[KeyAddress(place: place, stack: stack.name, key: nil)] ?? []
            if let namesakes = namesakes[place] { RenameHints.add(to: &changes, of: stack, among: namesakes) }
            return try StackPlan(
                entry, stack: stack, isNamedWithCloud: wishes.names.needCloud(for: stack.name, in: place), changes: changes,
                // Format 1.1 had no refusal of each stack at first. Changes do not say all that safety asks; with several stacks, the
                // document does not say whose its refusal is.
                otherRefusal: {
                    desired.count == 1 ? refusal : Safety.refusal(ofSaved: changes, stack: stack, options: options)
                })
        }
        let unmanaged = try document.member("unmanaged").items.map { item throws(Invalid) in try Plan.UnmanagedLogger(item) }
        return Plan(
            stacks: stacks, options: options, unmanaged: unmanaged, warnings: [],
            neighbours: neighbours.map { StackPlan(ofNeighbour: $0) })
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
