import FlowLogModel
import FlowLogPlan

/// The order of a plan's actions, and which wait for which (CONTRACT section 6).
struct Schedule {
    struct Step {
        let change: Change
        let place: Place
        /// The project that the plan's list was read for, nil if unknown.
        let projectID: String?
        /// The steps that must be done first.
        let prerequisites: [Int]
        /// For a superseded logger, the change of the one that stays.
        let keeper: Change?
        /// The loggers of its key that were there when the plan was made.
        let knownIDs: Set<String>
    }

    let steps: [Step]

    /// Updates, creates and replaces come first, then deletes, superseded ones last.
    init(_ plan: Plan) {
        let pending = plan.stacks.flatMap { stack in stack.changes.filter(\.isPending).map { ($0, stack) } }
        let ordered = (0...2).flatMap { rank in pending.filter { Self.rank($0.0.action) == rank } }

        var takeovers: [Target: [Int]] = [:]
        var keepers: [KeyAddress: Int] = [:]
        for (index, (change, stack)) in ordered.enumerated() {
            let place = stack.stack.place
            switch change.action {
            case .create(let target), .replace(_, let target, _, _): takeovers[Target(place, target.fields), default: []].append(index)
            case .noOp, .update, .delete: break
            }
            if !change.isDuplicate { keepers[change.keyAddress] = index }
        }
        let staying = Dictionary(
            plan.changes.filter { !$0.isDuplicate }.map { ($0.keyAddress, $0) }, uniquingKeysWith: { first, _ in first })
        let known = Dictionary(grouping: plan.changes, by: \.keyAddress).mapValues { Set($0.compactMap(\.action.live?.id)) }
        steps = ordered.map { change, stack in
            let place = stack.stack.place
            let prerequisites: [Int] =
                switch change.action {
                case .delete(_, .superseded): keepers[change.keyAddress].map { [$0] } ?? []
                case .delete(let live, _): takeovers[Target(place, live.fields)] ?? []
                case .noOp, .create, .update, .replace: []
                }
            let keeper = change.isDuplicate ? staying[change.keyAddress] : nil
            return Step(
                change: change, place: place, projectID: stack.projectID, prerequisites: prerequisites, keeper: keeper,
                knownIDs: known[change.keyAddress] ?? [])
        }
    }

    private static func rank(_ action: Action) -> Int {
        switch action {
        case .noOp, .create, .update, .replace: 0
        case .delete(_, .superseded): 2
        case .delete: 1
        }
    }

    /// What a logger records, normalised.
    private struct Target: Hashable {
        let place: Place
        let values: [FieldValue?]

        init(_ place: Place, _ fields: LoggerFields) {
            self.place = place
            values = fields.recorded
        }
    }
}
