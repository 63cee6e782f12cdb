import FlowLogModel
import FlowLogPlan

/// The order of a plan's actions, and which wait for which (Contract: Apply, Order).
struct Schedule {
    struct Step {
        let change: Change
        let place: Place
        /// The project that the plan's list was read for, nil if unknown.
        let projectID: ProjectID?
        /// The steps that must be done first.
        let prerequisites: [Int]
        /// For a superseded logger, what stays.
        let superseded: Superseded?
        /// The loggers of its key that were there when the plan was made, in canonical form.
        let knownIDs: Set<String>
        /// All loggers that the project had when the plan was made.
        let listed: [LiveLogger]

        /// The steps that must have ended first, done or not.
        var predecessors: [Int] { prerequisites + (superseded?.predecessors ?? []) }
    }

    /// What a superseded logger waits for.
    struct Superseded {
        /// The change of the logger that is kept.
        let kept: Change
        /// The step of that change, if there is anything to do for it.
        let keptStep: Int?
        /// The healthiest of the superseded ones, which goes last; nil for that one itself.
        let substitute: LiveLogger?
        let predecessors: [Int]
    }

    let steps: [Step]

    /// Updates, creates and replaces come first, then deletes, superseded ones last, the healthiest of each key at the end.
    init(_ plan: Plan) {
        let pending = plan.stacks.flatMap { stack in stack.changes.filter(\.isPending).map { ($0, stack) } }
        let keys = Set(pending.map(\.0.keyAddress))
        let known = Dictionary(grouping: plan.changes.filter { keys.contains($0.keyAddress) }, by: \.keyAddress)
        let substitutes = known.compactMapValues(Self.substitute)
        func rank(_ change: Change) -> Int {
            switch change.action {
            case .noOp, .create, .update, .replace: 0
            case .delete(let live, .superseded): substitutes[change.keyAddress]?.id == live.id ? 3 : 2
            case .delete: 1
            }
        }
        let ordered = (0...3).flatMap { number in pending.filter { rank($0.0) == number } }

        var takeovers: [Target: [Int]] = [:]
        var steps: [KeyAddress: (kept: Int?, superseded: [Int])] = [:]
        for (index, (change, stack)) in ordered.enumerated() {
            switch change.action {
            case .create(let target), .replace(_, let target, _, _):
                takeovers[Target(stack.stack.place, target.fields), default: []].append(index)
            case .noOp, .update, .delete: break
            }
            if change.isDuplicate {
                steps[change.keyAddress, default: (nil, [])].superseded.append(index)
            } else {
                steps[change.keyAddress, default: (nil, [])].kept = index
            }
        }
        self.steps = ordered.enumerated().map { index, item in
            let (change, stack) = item
            var prerequisites: [Int] = []
            var superseded: Superseded?
            switch change.action {
            case .delete(let live, .superseded):
                guard let kept = known[change.keyAddress]?.first(where: { !$0.isDuplicate }) else { break }
                let substitute = substitutes[change.keyAddress].flatMap { $0.id == live.id ? nil : $0 }
                let step = steps[change.keyAddress]?.kept
                let others = substitute == nil ? (steps[change.keyAddress]?.superseded ?? []).filter { $0 < index } : []
                superseded = Superseded(
                    kept: kept, keptStep: step, substitute: substitute, predecessors: (step.map { [$0] } ?? []) + others)
            case .delete(let live, _): prerequisites = takeovers[Target(stack.stack.place, live.fields)] ?? []
            case .noOp, .create, .update, .replace: break
            }
            return Step(
                change: change, place: stack.stack.place, projectID: stack.projectID, prerequisites: prerequisites, superseded: superseded,
                knownIDs: Set((known[change.keyAddress] ?? []).compactMap { $0.action.live?.id.canonicalID }), listed: stack.listed)
        }
    }

    /// The healthiest of a key's superseded loggers, of equally healthy ones the one with the smallest id.
    private static func substitute(_ changes: [Change]) -> LiveLogger? {
        let goal = changes.first { !$0.isDuplicate }?.action.target?.goal
        func distance(_ live: LiveLogger) -> Int { live.status.distance(from: goal ?? .goal(isEnabled: live.fields.isEnabled)) }
        let superseded = changes.compactMap { change in
            if case .delete(let live, .superseded) = change.action, change.isPending { live } else { nil }
        }
        return superseded.min { (distance($0), $0.id) < (distance($1), $1.id) }
    }

    /// What a logger records, normalised.
    private struct Target: Hashable {
        let place: Place
        let recorded: RecordedResource

        init(_ place: Place, _ fields: LoggerFields) {
            self.place = place
            recorded = fields.recorded
        }
    }
}
