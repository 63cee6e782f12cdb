package import FlowLogModel

/// A stack with what is live where it acts, or why that is not known.
package struct PlanInput: Sendable {
    package let stack: DesiredStack
    package let live: Result<LiveState, StackFailure>

    package init(_ stack: DesiredStack, _ live: Result<LiveState, StackFailure>) {
        self.stack = stack
        self.live = live
    }
}

/// Computes what apply would do. A function: the same inputs give the same plan, whatever the order of stacks and lists.
/// - Parameters:
///   - inputs: the manifests' stacks.
///   - options: selections and limits.
/// - Returns: the plan, safety checked.
package func makePlan(_ inputs: [PlanInput], options: PlanOptions = PlanOptions()) -> Plan {
    var regions: [[String?]: RegionView] = [:]
    for input in inputs {
        guard case .success(let live) = input.live else { continue }
        regions[live.place, default: RegionView(live)].add(input.stack)
    }
    let planned = inputs.sorted { $0.stack.precedes($1.stack) }.compactMap { input in
        switch input.live {
        case .success(let live): regions[live.place].map { StackPlanner(stack: input.stack, region: $0, options: options).plan() }
        case .failure(let failure): (StackPlan(stack: input.stack, failure: failure), [])
        }
    }
    let places = regions.values.sorted { ($0.live.region ?? "", $0.live.projectID ?? "") < ($1.live.region ?? "", $1.live.projectID ?? "") }
    return Plan(
        stacks: planned.map(\.plan), options: options, unmanaged: places.flatMap(\.unmanaged),
        warnings: places.flatMap(\.warnings) + planned.flatMap(\.warnings))
}

extension DesiredStack {
    fileprivate func precedes(_ other: DesiredStack) -> Bool {
        name == other.name ? (region ?? "") < (other.region ?? "") : name < other.name
    }
}

extension StackPlan {
    fileprivate init(stack: DesiredStack, failure: StackFailure) {
        self.init(stack: stack, failure: failure, projectID: nil, foreignCount: 0, ownedCount: 0, changes: [], refusal: nil)
    }
}

extension LiveState {
    fileprivate var place: [String?] { [region, projectID] }
}

/// One region with everything that the run's stacks claim in it.
private struct RegionView {
    let live: LiveState
    let index: LiveIndex
    private(set) var identities: [String: Identity] = [:]
    /// Who takes over an unmarked logger, by its id.
    private var adopters: [String: [String]] = [:]
    /// Unmarked loggers of which it is not settled whose they are.
    private var undecided: Set<String> = []
    private var deletesUnmanaged = false

    init(_ live: LiveState) {
        self.live = live
        index = LiveIndex(live.loggers)
    }

    mutating func add(_ stack: DesiredStack) {
        let identity = Identity(of: stack, in: index)
        identities[stack.name] = identity
        for (key, match) in identity.matches {
            if let live = match.adopted { adopters[live.id, default: []].append("\(stack.name)/\(key)") }
            if case .undecidable(_, among: let loggers) = match { undecided.formUnion(loggers.map(\.id)) }
        }
        if stack.unmanaged == .delete { deletesUnmanaged = true }
    }

    /// The block for a logger that keys of several stacks would take over.
    func contest(_ live: LiveLogger) -> Block? {
        adopters[live.id].flatMap { $0.count > 1 ? .contested(live, by: $0) : nil }
    }

    /// Loggers that nobody owns and no stack of the run takes over.
    private var unclaimed: [LiveLogger] { live.loggers.filter { $0.mark == nil && adopters[$0.id] == nil } }

    /// Unclaimed loggers that `unmanaged: delete` deletes: none of which it is undecided whose they are.
    var prunable: [LiveLogger] { unclaimed.filter { !undecided.contains($0.id) } }

    var unmanaged: [Plan.UnmanagedLogger] {
        unclaimed.filter { !deletesUnmanaged || undecided.contains($0.id) }.map { Plan.UnmanagedLogger(region: live.region, live: $0) }
    }

    var warnings: [Plan.Warning] {
        live.loggers.filter { $0.ownership == .damaged }.map {
            Plan.Warning(
                region: live.region,
                message: "the owner mark in the description of \($0.id) ('\($0.fields.name)') is damaged: it counts as unmarked")
        }
    }
}

/// Turns the matches of one stack into changes.
private struct StackPlanner {
    let stack: DesiredStack
    let region: RegionView
    let options: PlanOptions

    func plan() -> (plan: StackPlan, warnings: [Plan.Warning]) {
        guard let identity = region.identities[stack.name] else { return (finished([]), []) }
        var changes: [Change] = []
        var warnings: [Plan.Warning] = []
        for logger in stack.loggers.sorted(by: { $0.key < $1.key }) {
            let match = identity.matches[logger.key] ?? .none
            changes.append(change(logger, match))
            if case .marked(let kept, let superseded, let ignoredPin) = match {
                changes += superseded.map { delete($0, key: logger.key, .superseded(by: kept), isDuplicate: true) }
                if let ignoredPin {
                    warnings.append(
                        Plan.Warning(
                            region: stack.region,
                            message: "\(stack.name)/\(logger.key) is \(kept.id) already, so the 'id' \(ignoredPin) is not used: remove it"))
                }
            }
        }
        var seen: Set<String> = []
        for live in identity.extra {
            let key = live.mark?.key ?? ""
            changes.append(delete(live, key: key, .notInManifest, isDuplicate: !seen.insert(key).inserted))
        }
        if stack.unmanaged == .delete {
            changes += region.prunable.map { delete($0, key: nil, .unmanaged) }
        }
        return (finished(Hints.added(to: changes.sorted(by: Self.inOrder))), warnings)
    }

    private func finished(_ changes: [Change]) -> StackPlan {
        let owned = region.index.owned[stack.name]?.values.reduce(0) { $0 + $1.count } ?? 0
        let deletable = owned + (stack.unmanaged == .delete ? region.prunable.count : 0)
        return StackPlan(
            stack: stack, failure: nil, projectID: region.live.projectID, foreignCount: region.index.foreignCount(to: stack.name),
            ownedCount: owned,
            changes: changes, refusal: Safety.refusal(of: changes, stack: stack, owned: owned, deletable: deletable, options: options))
    }

    private static func inOrder(_ left: Change, _ right: Change) -> Bool {
        guard left.key == right.key else {
            guard let leftKey = left.key, let rightKey = right.key else { return left.key != nil }
            return leftKey < rightKey
        }
        guard left.isDuplicate == right.isDuplicate else { return right.isDuplicate }
        return (left.action.live?.id ?? "") < (right.action.live?.id ?? "")
    }

    // MARK: one logger

    private func change(_ logger: DesiredLogger, _ match: Identity.Match) -> Change {
        switch match {
        case .undecidable(let block, among: _):
            return decided(logger.key, .noOp(nil, LoggerTarget(logger, stack: stack.name, live: nil)), block)
        case .none:
            return decided(logger.key, .create(LoggerTarget(logger, stack: stack.name, live: nil)))
        case .marked(let live, superseded: _, ignoredPin: _):
            let action = action(logger, live)
            return decided(logger.key, action, newerMark(live) ?? preventDestroy(action) ?? tooLong(action))
        case .pinned(let live):
            let action = action(logger, live)
            return decided(logger.key, action, region.contest(live) ?? preventDestroy(action) ?? tooLong(action))
        case .named(let live):
            let action = action(logger, live)
            return decided(logger.key, action, region.contest(live) ?? wouldReplace(action) ?? tooLong(action))
        }
    }

    private func action(_ logger: DesiredLogger, _ live: LiveLogger) -> Action {
        let target = LoggerTarget(logger, stack: stack.name, live: live)
        let differences = target.differences(from: live)
        if differences.contains(where: \.forcesReplacement) { return .replace(live, target, differences, .cannotUpdate) }
        if options.replaces.contains(where: { $0.matches(stack: stack.name, key: logger.key) }) {
            return .replace(live, target, differences, .byRequest)
        }
        guard !differences.isEmpty else { return .noOp(live, target) }
        return .update(live, target, differences, Self.reason(live, target, differences))
    }

    private static func reason(_ live: LiveLogger, _ target: LoggerTarget, _ differences: [Difference]) -> Action.UpdateReason {
        guard let mark = live.mark else { return .adopt }
        if mark.owner != target.mark.owner { return .move }
        return differences.allSatisfy { $0.name == LoggerField.name.apiName } ? .rename : .inPlace
    }

    private func delete(_ live: LiveLogger, key: String?, _ reason: Action.DeleteReason, isDuplicate: Bool = false) -> Change {
        var block = newerMark(live)
        if reason == .notInManifest, live.mark?.isProtected == true {
            block =
                block
                ?? Block(.preventDestroy, "its mark says protected: put the entry back with prevent_destroy: false, apply, then remove it")
        }
        return decided(key, .delete(live, reason), block, isDuplicate: isDuplicate)
    }

    /// The change, or a no-op where the run leaves the key out: identity is settled by then.
    private func decided(_ key: String?, _ action: Action, _ block: Block? = nil, isDuplicate: Bool = false) -> Change {
        let isSelected = options.selects(stack: stack.name, key: key)
        return Change(
            stack: stack.name, region: stack.region, key: key, isDuplicate: isDuplicate,
            action: isSelected ? action : .noOp(action.live, nil), blocked: isSelected ? block : nil)
    }

    // MARK: blocks

    private func newerMark(_ live: LiveLogger) -> Block? {
        guard case .newer(let mark, let words) = live.ownership else { return nil }
        return Block(
            .newerMark,
            "the mark of \(mark.owner) on \(live.id) has words that this version does not know ('\(words)'): use a newer flowlogctl")
    }

    private func preventDestroy(_ action: Action) -> Block? {
        guard case .replace(_, let target, let differences, _) = action, target.mark.isProtected else { return nil }
        let fields = differences.filter(\.forcesReplacement).map(\.name).joined(separator: ", ")
        return Block(
            .preventDestroy,
            "prevent_destroy refuses to replace it\(fields.isEmpty ? "" : " (\(fields) changed)"): set it to false, or take the change back"
        )
    }

    private func wouldReplace(_ action: Action) -> Block? {
        guard case .replace(let live, _, let differences, _) = action else { return nil }
        let fields = differences.filter(\.forcesReplacement).map(\.name).joined(separator: ", ")
        return Block(
            .adoptWouldReplace,
            "an unmarked logger has this name but differs in \(fields.isEmpty ? "what --replace asks" : fields): pin it with 'id: \(live.id)' to replace it, or change the manifest"
        )
    }

    private func tooLong(_ action: Action) -> Block? {
        guard let target = action.target, !action.differences.isEmpty else { return nil }
        let length = target.markedDescription.unicodeScalars.count
        guard length > OwnerMark.longestDescription else { return nil }
        return Block(
            .descriptionTooLong,
            "the live description and the mark have \(length) characters, the limit is \(OwnerMark.longestDescription): give a shorter 'description'"
        )
    }
}
