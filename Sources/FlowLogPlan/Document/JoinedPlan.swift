import FlowLogModel

/// Several plan documents as one (Contract: Many stacks, Joining plans).
package struct JoinedPlan: Sendable {
    /// The plan that one run would have made of all their stacks.
    package let plan: Plan
    /// When the oldest one was made.
    package let createdAt: String
    /// That of the document which one run would have saved.
    package let digest: PlanDigest

    /// A document, and the name of its file.
    package typealias File = (name: String, saved: SavedPlan)

    /// Why documents are not parts of one plan.
    package struct Mismatch: Error, Hashable {
        /// A sentence with the names of the files; not escaped.
        package let message: String
    }

    /// - Parameter files: the documents, in any order.
    /// - Throws: `Mismatch` for a stack that two of them have, and for shards that are not those of one run, each once.
    package init(_ files: [File]) throws(Mismatch) {
        try Self.checkShards(files.map { ($0.name, $0.saved.plan.shard) })
        try Self.checkStacks(files)
        let plans = files.map(\.saved.plan)
        let stacks = Self.named(plans.flatMap(\.stacks).sorted { $0.stack.precedes($1.stack) })
        plan = Plan(
            stacks: stacks, options: Self.options(plans.map(\.options)), unmanaged: Self.unmanaged(plans), warnings: [], neighbours: [])
        createdAt = files.map(\.saved.createdAt).min() ?? ""
        digest = PlanDocument(plan, createdAt: createdAt).digest
    }

    private static func checkStacks(_ files: [File]) throws(Mismatch) {
        var owners: [KeyAddress: String] = [:]
        for (name, saved) in files {
            for stack in saved.plan.stacks {
                guard let other = owners.updateValue(name, forKey: stack.address) else { continue }
                let (region, cloud) = (stack.stack.region ?? "-", stack.stack.cloud.map { " of cloud '\($0)'" } ?? "")
                throw Mismatch(message: "stack '\(stack.stack.name)' (\(region))\(cloud) is both in \(other) and in \(name)")
            }
        }
    }

    /// The stacks, called and with the hints that they have beside all the others.
    private static func named(_ stacks: [StackPlan]) -> [StackPlan] {
        let desired = stacks.map(\.stack)
        let names = StackNames(desired)
        let namesakes = Dictionary(grouping: desired, by: \.place).mapValues(Namesakes.init)
        return stacks.map { planned in
            let place = planned.stack.place
            let needsCloud = names.needCloud(for: planned.stack.name, in: place)
            var changes = planned.changes
            if needsCloud != planned.isNamedWithCloud { for index in changes.indices { changes[index].isNamedWithCloud = needsCloud } }
            if let namesakes = namesakes[place] { RenameHints.add(to: &changes, of: planned.stack, among: namesakes) }
            return StackPlan(
                stack: planned.stack, isNamedWithCloud: needsCloud, failure: planned.failure, projectID: planned.projectID,
                service: planned.service, listed: planned.listed, answers: planned.answers, foreignCount: planned.foreignCount,
                changes: changes,
                refusal: planned.refusal)
        }
    }

    /// Nearly always those of each run; else with all selectors, so that the plan is partial if one of them is.
    private static func options(_ all: [PlanOptions]) -> PlanOptions {
        func joined(_ selectors: (PlanOptions) -> [KeySelector]) -> [KeySelector] {
            if let first = all.first.map(selectors), all.allSatisfy({ selectors($0) == first }) { return first }
            var seen: Set<KeySelector> = []
            return all.flatMap(selectors).filter { seen.insert($0).inserted }
        }
        return PlanOptions(
            targets: joined(\.targets), excludes: joined(\.excludes), replaces: joined(\.replaces),
            maxDeletes: all.first?.maxDeletes, allowEmpty: all.contains(where: \.allowEmpty),
            storageCheck: all.first?.storageCheck)
    }

    /// Each once, although several may show it, and none that a stack of another one takes over or deletes.
    private static func unmanaged(_ plans: [Plan]) -> [Plan.UnmanagedLogger] {
        var seen = Set(plans.flatMap(\.changes).compactMap(\.action.live?.id))
        return plans.flatMap(\.unmanaged).sorted { left, right in
            left.place == right.place ? left.live.id < right.live.id : left.place.precedes(right.place)
        }.filter { seen.insert($0.live.id).inserted }
    }
}
