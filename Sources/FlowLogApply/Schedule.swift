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

        /// For an unmanaged logger, the writes of its place: only when they have ended is it known that the service keeps marks.
        let proofsOfMarks: [Int]

        /// The steps that must have ended first, done or not.
        var predecessors: [Int] { prerequisites + (superseded?.predecessors ?? []) + proofsOfMarks }
    }

    /// What a superseded logger waits for.
    struct Superseded {
        /// The change of the logger that is kept.
        let kept: Change
        /// The step of that change, if there is anything to do for it.
        let keptStep: Int?
        /// The healthiest of the superseded ones, which goes last; nil for that one itself.
        let standIn: LiveLogger?
        let predecessors: [Int]
    }

    let steps: [Step]

    init(_ plan: Plan) {
        let pending = plan.stacks.flatMap { stack in
            stack.changes.filter(\.isPending).map { Pending(change: $0, stack: stack) }
        }
        let pendingKeys = Set(pending.map(\.change.keyAddress))
        let keys = Dictionary(grouping: plan.changes.filter { pendingKeys.contains($0.keyAddress) }, by: \.keyAddress)
            .mapValues(KeyChanges.init)
        let waves = Dictionary(grouping: pending) { Wave($0.change, in: keys[$0.change.keyAddress]) }
        let ordered = Wave.allCases.flatMap { waves[$0] ?? [] }
        let numbers = StepNumbers(ordered)
        steps = ordered.enumerated().map { number, item in
            let key = keys[item.change.keyAddress]
            return Step(
                change: item.change, place: item.stack.stack.place, projectID: item.stack.projectID,
                prerequisites: numbers.prerequisites(of: item),
                superseded: key.flatMap { numbers.superseded(item.change, number, in: $0) }, knownIDs: key?.ids ?? [],
                listed: item.stack.listed, proofsOfMarks: numbers.proofsOfMarks(of: item))
        }
    }

    /// A change that is to be made, with its stack.
    private struct Pending {
        let change: Change
        let stack: StackPlan
    }

    /// All changes of one key, those that need nothing done among them.
    private struct KeyChanges {
        /// The change of the logger that the key has or gets; the others are about superseded ones.
        let kept: Change?
        /// The healthiest of the superseded loggers, of equally healthy ones the one with the smallest id: until the kept one does its work
        /// it does.
        let standIn: LiveLogger?
        /// In canonical form.
        let ids: Set<String>

        init(_ changes: [Change]) {
            let kept = changes.first { !$0.isDuplicate }
            let goal = kept?.action.target?.goal
            func distance(_ live: LiveLogger) -> Int { live.status.distance(from: goal ?? .goal(isEnabled: live.fields.isEnabled)) }
            let superseded = changes.compactMap { change in
                if case .delete(let live, .superseded) = change.action, change.isPending { live } else { nil }
            }
            self.kept = kept
            standIn = superseded.min { (distance($0), $0.id) < (distance($1), $1.id) }
            ids = Set(changes.compactMap { $0.action.live?.id.canonicalID })
        }
    }

    /// When the turn of an action comes, if nothing holds it back.
    private enum Wave: CaseIterable {
        /// Updates, creates and replaces.
        case writes
        /// Deletes of loggers that no key wants.
        case deletes
        /// Deletes of superseded loggers, but for the last one of each key.
        case superseded
        /// The delete of each key's stand-in.
        case standIns

        init(_ change: Change, in key: KeyChanges?) {
            self =
                switch change.action {
                case .noOp, .create, .update, .replace: .writes
                case .delete(let live, .superseded): key?.standIn?.id == live.id ? .standIns : .superseded
                case .delete: .deletes
                }
        }
    }

    /// At which step what happens.
    private struct StepNumbers {
        /// The creates and replaces that begin to record a target.
        private var takeovers: [Target: [Int]] = [:]
        /// The change of the logger that a key keeps.
        private var kept: [KeyAddress: Int] = [:]
        /// The deletes of a key's other loggers, in order.
        private var others: [KeyAddress: [Int]] = [:]
        /// What sends a mark to a place.
        private var writes: [Place: [Int]] = [:]

        init(_ ordered: [Pending]) {
            for (number, item) in ordered.enumerated() {
                let change = item.change
                let place = item.stack.stack.place
                switch change.action {
                case .create(let target), .replace(_, let target, _, _):
                    takeovers[Target(place, target.fields), default: []].append(number)
                    writes[place, default: []].append(number)
                case .update: writes[place, default: []].append(number)
                case .noOp, .delete: break
                }
                if change.isDuplicate { others[change.keyAddress, default: []].append(number) } else { kept[change.keyAddress] = number }
            }
        }

        /// A logger that no key wants goes only when whatever takes over its target is done.
        func prerequisites(of item: Pending) -> [Int] {
            switch item.change.action {
            case .delete(_, .superseded), .noOp, .create, .update, .replace: []
            case .delete(let live, _): takeovers[Target(item.stack.stack.place, live.fields)] ?? []
            }
        }

        func proofsOfMarks(of item: Pending) -> [Int] {
            if case .delete(_, .unmanaged) = item.change.action { writes[item.stack.stack.place] ?? [] } else { [] }
        }

        /// What a superseded logger waits for: the kept one, and if it is the stand-in, the other superseded ones too. Nil for any other.
        func superseded(_ change: Change, _ number: Int, in key: KeyChanges) -> Superseded? {
            guard case .delete(let live, .superseded) = change.action, let kept = key.kept else { return nil }
            let keptStep = self.kept[change.keyAddress]
            let isStandIn = key.standIn.map { $0.id == live.id } ?? true
            let earlier = isStandIn ? (others[change.keyAddress] ?? []).filter { $0 < number } : []
            return Superseded(
                kept: kept, keptStep: keptStep, standIn: isStandIn ? nil : key.standIn,
                predecessors: (keptStep.map { [$0] } ?? []) + earlier)
        }
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
