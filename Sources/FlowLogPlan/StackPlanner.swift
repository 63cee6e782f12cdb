import FlowLogModel

/// Turns the matches of one stack into changes.
struct StackPlanner {
    let stack: DesiredStack
    /// What its named resources mean.
    let answers: ResourceAnswers
    /// What is known of the containers that its new loggers are to write to; nil if they are not checked.
    let storage: StorageReview?
    /// Where the stack acts, with the claims of all stacks of the run.
    let view: PlaceView
    let options: PlanOptions
    /// The selectors of the options.
    let selection: Selection
    /// The keys of the place's other stacks.
    let namesakes: Namesakes
    /// Whether people need the cloud to tell the stack from others.
    let isNamedWithCloud: Bool
    private let released: Set<String>
    private let place: Place

    init(
        stack: DesiredStack, answers: ResourceAnswers, storage: StorageReview?, view: PlaceView, options: PlanOptions,
        selection: Selection, namesakes: Namesakes, isNamedWithCloud: Bool
    ) {
        self.stack = stack
        self.answers = answers
        self.storage = storage
        self.view = view
        self.options = options
        self.selection = selection
        self.namesakes = namesakes
        self.isNamedWithCloud = isNamedWithCloud
        place = stack.place
        released = Set(stack.released)
    }

    /// What people call the stack.
    var name: String { StackNames.name(stack.name, in: place, withCloud: isNamedWithCloud) }

    /// Whether the stack lets the key go.
    func isReleased(_ key: String) -> Bool { released.contains(key) }

    func plan() -> (plan: StackPlan, warnings: [Plan.Warning]) {
        guard let identity = view.identities[stack.name] else { return (stackPlan([], nil), []) }
        if let failure = unanswered(identity) {
            return (StackPlan(stack: stack, isNamedWithCloud: isNamedWithCloud, failure: failure), [])
        }
        var changes: [Change] = []
        var warnings: [Plan.Warning] = []
        for (logger, match) in zip(stack.loggers, identity.matches) {
            guard options.purpose == .reconcile else {
                changes += removals(of: logger, match)
                continue
            }
            let (action, obstacle) = due(logger, match)
            let block = obstacle ?? storage?.block(action)
            changes.append(changeIfSelected(logger.key, action, block, naming: naming(of: logger, action.live ?? match.live)))
            if case .marked(let kept, let superseded, let ignoredPin) = match {
                let survivors = Survivors(kept: kept, superseded: superseded, for: logger)
                changes += superseded.map { live in
                    // A key that is blocked keeps what it has.
                    guard block == nil else { return change(logger.key, .noOp(live, nil), isDuplicate: true) }
                    return deletion(of: live, key: logger.key, .superseded(by: survivors.keeper(insteadOf: live)), isDuplicate: true)
                }
                if let ignoredPin {
                    warnings.append(
                        Plan.Warning(
                            region: stack.region,
                            message: "\(name)/\(logger.key) is \(kept.id) already, so the 'id' \(ignoredPin) is not used: remove it"))
                }
            }
        }
        // Loggers of one key follow each other; the first one has the key's own address.
        var seen: Set<String> = []
        for (key, live) in leftover(identity) {
            changes.append(removal(of: live, key: key, isDuplicate: !seen.insert(key).inserted))
        }
        warnings += leftBehind(identity) + misspeltReleases(identity, changes)
        if stack.unmanaged == .delete, options.purpose == .reconcile {
            changes += view.prunable.map { deletion(of: $0, key: nil, .unmanaged) }
        }
        // In place: nearly all are in order already.
        changes.sort(by: Self.isInOrder)
        RenameHints.add(to: &changes, of: stack, among: namesakes)
        return (stackPlan(changes, identity), warnings.sorted { $0.message < $1.message })
    }

    private func stackPlan(_ changes: [Change], _ identity: Identity?) -> StackPlan {
        // What leaves alive counts in no limit, nor in its base.
        let leaving = identity?.extra.count { isReleased($0.key) || view.claims.takenOver.contains($0.live.id) } ?? 0
        let owned = (view.index.ownedCounts[stack.name] ?? 0) - leaving
        let notForeign = (identity?.takeovers.count ?? 0) + (identity.map(releasedOfPreviousStacks)?.count ?? 0)
        let deletable = owned + (stack.unmanaged == .delete ? view.prunable.count : 0)
        return StackPlan(
            stack: stack, isNamedWithCloud: isNamedWithCloud, failure: nil, projectID: view.live.projectID, service: view.live.service,
            listed: view.live.loggers, answers: answers,
            foreignCount: view.index.foreignCount(to: stack.name) - notForeign, changes: changes,
            refusal: Safety.refusal(of: changes, stack: stack, owned: owned, deletable: deletable, options: options, storage: storage))
    }

    private static func isInOrder(_ left: Change, _ right: Change) -> Bool {
        guard left.key == right.key else {
            guard let leftKey = left.key, let rightKey = right.key else { return left.key != nil }
            return leftKey < rightKey
        }
        guard left.isDuplicate == right.isDuplicate else { return right.isDuplicate }
        return (left.action.live?.id ?? "") < (right.action.live?.id ?? "")
    }

    // MARK: one logger

    /// What is due for a key, whether or not the run selects it, and what is in the way.
    private func due(_ logger: DesiredLogger, _ match: Identity.Match) -> (Action, Block?) {
        switch match {
        case .undecidable(let block):
            return (.noOp(nil, LoggerTarget(logger, stack: stack.name, live: nil)), block)
        case .unmatched:
            let target = LoggerTarget(logger, stack: stack.name, live: nil)
            return unresolved(logger, nil).map { (.noOp(nil, target), $0) } ?? (.create(target), nil)
        case .marked(let live, superseded: _, ignoredPin: _):
            return due(logger, live) {
                view.contest(live, by: stack.name, logger.key) ?? .unclearMark(live) ?? unresolved(logger, live)
                    ?? .preventDestroy($0, naming(of: logger, live)) ?? .tooLong($0)
            }
        case .pinned(let live):
            return due(logger, live) {
                view.contest(live) ?? unresolved(logger, live) ?? .preventDestroy($0, naming(of: logger, live)) ?? .tooLong($0)
            }
        case .named(let live):
            return due(logger, live) { view.contest(live) ?? .wouldReplace($0) ?? unresolved(logger, live) ?? .tooLong($0) }
        }
    }

    private func due(_ logger: DesiredLogger, _ live: LiveLogger, _ block: (Action) -> Block?) -> (Action, Block?) {
        let action = action(logger, live)
        if case .ambiguous = live.ownership { return (.noOp(live, action.target), .unclearMark(live)) }
        guard let unreadable = Block.unreadable(live) else {
            // What is due cannot be told while it is not known what is to be recorded.
            return (unresolved(logger, live) == nil ? action : .noOp(live, action.target), block(action))
        }
        // Of what could not be read, nothing must count: not for a comparison, and not for a write.
        if case .noOp(_, let target?) = action, !live.oddFields.contains(where: { target.needs($0) }) { return (action, block(action)) }
        return (.noOp(live, action.target), unreadable)
    }

    private func action(_ logger: DesiredLogger, _ live: LiveLogger) -> Action {
        // What its owner protected is not replaced in the run that takes it over.
        if live.isProtected, let owner = live.mark?.stack, owner != stack.name {
            let target = LoggerTarget(moving: live, as: logger, to: stack.name)
            return .update(live, target, target.differences(from: live), .move)
        }
        let target = LoggerTarget(logger, stack: stack.name, live: live)
        let differences = target.differences(from: live)
        if differences.contains(where: \.forcesReplacement) { return .replace(live, target, differences, .cannotUpdate) }
        if selection.replaces(KeySelector.texts(stack: stack.name, in: place, key: logger.key)) {
            return .replace(live, target, differences, .byRequest)
        }
        guard !differences.isEmpty else { return .noOp(live, target) }
        return .update(live, target, differences, Self.reason(live, target, differences))
    }

    private static func reason(_ live: LiveLogger, _ target: LoggerTarget, _ differences: [Difference]) -> Action.UpdateReason {
        guard let mark = live.mark else { return .adopt }
        if mark.owner != target.mark?.owner { return .move }
        return differences.allSatisfy { $0.field == .name } ? .rename : .inPlace
    }

    /// What `destroy` and `release` do to the loggers of a key: the manifest's wishes do not count, but its protection does.
    private func removals(of logger: DesiredLogger, _ match: Identity.Match) -> [Change] {
        guard case .marked(let kept, let superseded, ignoredPin: _) = match else { return [] }
        return [removal(of: kept, key: logger.key, isProtected: logger.preventDestroy)]
            + superseded.map { removal(of: $0, key: logger.key, isProtected: logger.preventDestroy, isDuplicate: true) }
    }

    /// What becomes of a logger that no key of the run wants: it leaves the stack.
    private func removal(of live: LiveLogger, key: String, isProtected: Bool = false, isDuplicate: Bool = false) -> Change {
        if isReleased(key) { return release(of: live, key: key, isDuplicate: isDuplicate) }
        switch options.purpose {
        case .reconcile:
            return deletion(of: live, key: key, .notInManifest, isDuplicate: isDuplicate)
        case .destroy:
            let block = isProtected ? Block.protected : nil
            return deletion(of: live, key: key, .destroyed, block: block, isDuplicate: isDuplicate)
        case .release:
            return release(of: live, key: key, isDuplicate: isDuplicate)
        }
    }

    private func release(of live: LiveLogger, key: String, isDuplicate: Bool) -> Change {
        let target = LoggerTarget(releasing: live)
        let action = Action.update(live, target, target.differences(from: live), .release)
        let block: Block? = view.claims.deleters.isEmpty ? nil : .releaseWouldDelete
        return changeIfSelected(key, action, .unclearMark(live) ?? .unreadable(live) ?? block, isDuplicate: isDuplicate)
    }

    private func deletion(
        of live: LiveLogger, key: String?, _ reason: Action.DeleteReason, block: Block? = nil, isDuplicate: Bool = false
    ) -> Change {
        guard !view.isHeld(live) else { return change(key, .noOp(live, nil), isDuplicate: isDuplicate) }
        let due = change(key, .delete(live, reason), isDuplicate: isDuplicate)
        let isKept = live.isProtected && reason != .unmanaged && !due.isCleanUp
        let block = Block.unclearMark(live) ?? .unreadable(live) ?? block ?? (isKept ? .protected : nil)
        return changeIfSelected(key, due.action, block, isDuplicate: isDuplicate)
    }

    private func change(
        _ key: String?, _ action: Action, _ block: Block? = nil, isDuplicate: Bool = false, naming: ResourceNaming? = nil
    ) -> Change {
        Change(
            stack: stack.name, place: place, isNamedWithCloud: isNamedWithCloud, key: key, isDuplicate: isDuplicate, action: action,
            blocked: block, naming: naming)
    }

    /// The change, or a no-op where the run leaves the key out: identity is settled by then.
    private func changeIfSelected(
        _ key: String?, _ action: Action, _ block: Block? = nil, isDuplicate: Bool = false, naming: ResourceNaming? = nil
    ) -> Change {
        let due = change(key, action, block, isDuplicate: isDuplicate, naming: naming)
        guard selection.selects(due) else { return change(key, .noOp(action.live, nil), isDuplicate: isDuplicate, naming: naming) }
        if let only = options.only, due.isOpen, !only.contains(due.fullAddress) {
            return change(key, .noOp(action.live, action.live == nil ? nil : action.target), isDuplicate: isDuplicate, naming: naming)
        }
        return due
    }
}
