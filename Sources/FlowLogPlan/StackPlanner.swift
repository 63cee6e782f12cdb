import FlowLogModel

/// Turns the matches of one stack into changes.
struct StackPlanner {
    let stack: DesiredStack
    let region: RegionView
    let options: PlanOptions

    func plan() -> (plan: StackPlan, warnings: [Plan.Warning]) {
        guard let identity = region.identities[stack.name] else { return (finished([]), []) }
        var changes: [Change] = []
        var warnings: [Plan.Warning] = []
        for (logger, match) in zip(stack.loggers, identity.matches) {
            guard options.purpose == .reconcile else {
                changes += ending(logger, match)
                continue
            }
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
            changes.append(ending(live, key: key, isDuplicate: !seen.insert(key).inserted))
        }
        if stack.unmanaged == .delete, options.purpose == .reconcile {
            changes += region.prunable.map { delete($0, key: nil, .unmanaged) }
        }
        // In place: nearly all are in order already.
        changes.sort(by: Self.inOrder)
        return (finished(Hints.added(to: changes)), warnings.sorted { $0.message < $1.message })
    }

    private func finished(_ changes: [Change]) -> StackPlan {
        let owned = region.index.owned[stack.name]?.values.reduce(0) { $0 + $1.count } ?? 0
        let deletable = owned + (stack.unmanaged == .delete ? region.prunable.count : 0)
        return StackPlan(
            stack: stack, failure: nil, projectID: region.live.projectID, listed: region.live.loggers,
            foreignCount: region.index.foreignCount(to: stack.name), changes: changes,
            refusal: Safety.refusal(of: changes, stack: stack, owned: owned, deletable: deletable, options: options))
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
            return decided(logger.key, action, .newerMark(live) ?? .preventDestroy(action) ?? .tooLong(action))
        case .pinned(let live):
            let action = action(logger, live)
            return decided(logger.key, action, region.contest(live) ?? .preventDestroy(action) ?? .tooLong(action))
        case .named(let live):
            let action = action(logger, live)
            return decided(logger.key, action, region.contest(live) ?? .wouldReplace(action) ?? .tooLong(action))
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
        if mark.owner != target.mark?.owner { return .move }
        return differences.allSatisfy { $0.name == LoggerField.name.apiName } ? .rename : .inPlace
    }

    /// What `destroy` and `release` do to the loggers of a key: the manifest's wishes do not count, but its protection does.
    private func ending(_ logger: DesiredLogger, _ match: Identity.Match) -> [Change] {
        guard case .marked(let kept, let superseded, ignoredPin: _) = match else { return [] }
        return [ending(kept, key: logger.key, isProtected: logger.preventDestroy)]
            + superseded.map { ending($0, key: logger.key, isProtected: logger.preventDestroy, isDuplicate: true) }
    }

    /// What becomes of a logger that no key of the run wants.
    private func ending(_ live: LiveLogger, key: String, isProtected: Bool = false, isDuplicate: Bool = false) -> Change {
        switch options.purpose {
        case .reconcile:
            return delete(live, key: key, .notInManifest, isDuplicate: isDuplicate)
        case .destroy:
            let block = isProtected ? Block.protected : nil
            return delete(live, key: key, .destroyed, block: block, isDuplicate: isDuplicate)
        case .release:
            let target = LoggerTarget(releasing: live)
            let action = Action.update(live, target, target.differences(from: live), .release)
            return decided(key, action, .newerMark(live), isDuplicate: isDuplicate)
        }
    }

    private func delete(
        _ live: LiveLogger, key: String?, _ reason: Action.DeleteReason, block: Block? = nil, isDuplicate: Bool = false
    ) -> Change {
        var block = Block.newerMark(live) ?? block
        if reason == .notInManifest || reason == .destroyed, live.isProtected { block = block ?? .protected }
        return decided(key, .delete(live, reason), block, isDuplicate: isDuplicate)
    }

    /// The change, or a no-op where the run leaves the key out: identity is settled by then.
    private func decided(_ key: String?, _ action: Action, _ block: Block? = nil, isDuplicate: Bool = false) -> Change {
        let change = Change(stack: stack.name, region: stack.region, key: key, isDuplicate: isDuplicate, action: action, blocked: block)
        func leftAlone(_ target: LoggerTarget?) -> Change {
            Change(stack: stack.name, region: stack.region, key: key, isDuplicate: isDuplicate, action: .noOp(action.live, target))
        }
        guard options.selects(change) else { return leftAlone(nil) }
        if let only = options.only, change.isOpen, !only.contains(change.place) {
            return leftAlone(action.live == nil ? nil : action.target)
        }
        return change
    }
}
