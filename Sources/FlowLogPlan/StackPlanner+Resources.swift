package import FlowLogModel

/// Loggers whose resource the manifest names (Contract: Resources by name).
extension StackPlanner {
    /// Why it cannot be known what a selected key is to record: a list failed. The whole stack is not planned then.
    func unanswered(_ identity: Identity) -> StackFailure? {
        guard options.purpose == .reconcile else { return nil }
        for (logger, match) in zip(stack.loggers, identity.matches) where needsAnswer(logger, match.live) {
            guard let resource = logger.resource, case .unknown(let failure) = answers[resource] else { continue }
            let change = Change(stack: stack.name, place: stack.place, key: logger.key, action: .noOp(match.live, nil))
            if selection.selects(change) { return failure }
        }
        return nil
    }

    /// The block for a key of which it is not known what it is to record.
    func unresolved(_ logger: DesiredLogger, _ live: LiveLogger?) -> Block? {
        guard needsAnswer(logger, live), let resource = logger.resource else { return nil }
        let recorded = live.flatMap(answers.names.recorded)
        return switch answers[resource] {
        case .found: nil
        case .notFound(let why): .resourceNotFound(why, live, recorded)
        case .ambiguous(let why, of: let part): .resourceAmbiguous(why, part, of: resource, live, recorded)
        // Only where the run does not select the key.
        case .unknown, nil: .resourceNotFound("\(resource) was not looked for", live, recorded)
        }
    }

    /// What reports say of the key's resource.
    func naming(of logger: DesiredLogger, _ live: LiveLogger?) -> ResourceNaming? {
        guard let resource = logger.resource else { return nil }
        let names: [String]? = if case .found(id: _, let names) = answers[resource] { names } else { nil }
        return ResourceNaming(resource, names: names, recorded: live.flatMap(answers.names.recorded))
    }

    /// With `ignore_changes` of the target, a logger that is there records what it does.
    private func needsAnswer(_ logger: DesiredLogger, _ live: LiveLogger?) -> Bool {
        logger.resource != nil && (live == nil || !logger.ignoreChanges.contains(.resourceID))
    }
}

extension PlanOptions {
    /// What has to be looked up for the loggers of a stack that a run may select. Live loggers may be called by keys that they had before.
    package func questions(of stack: DesiredStack) -> [NamedResource] {
        guard purpose == .reconcile, actsFor(stack) else { return [] }
        let selection = Selection(self)
        return stack.loggers.compactMap { logger in
            guard let resource = logger.resource, selection.maySelect(logger, of: stack) else { return nil }
            return resource
        }
    }
}

extension Selection {
    fileprivate func maySelect(_ logger: DesiredLogger, of stack: DesiredStack) -> Bool {
        ([logger.key] + logger.ownPreviousKeys).contains { key in
            selects(Change(stack: stack.name, place: stack.place, key: key, action: .noOp(nil, nil)))
        }
    }
}
