import FlowLogModel
import FlowLogPlan

/// Replaces, and superseded loggers: one goes, and another one of its key has to be there.
extension ActionRunner {
    func replace(_ live: LiveLogger, by target: LoggerTarget) async throws(Stop) -> String {
        var target = target
        var steps: [String] = []
        do throws(Stop) {
            var old = live
            switch await show(live.id) {
            case .success(let current):
                try Self.checkUnchanged(current, since: live, comparedBy: target)
                target = target.following(current)
                old = current
                if let mark = target.mark, old.mark != mark {
                    old = try await adopt(old, as: mark)
                    steps.append("\(live.id) now carries the mark \(mark.owner)")
                }
            case .failure(let error) where error.kind == .notFound: break
            case .failure(let error): throw stop(error)
            }
            switch target.strategy {
            case .createFirst:
                let id = try await createBeside(old, target)
                steps.append("\(id) exists beside \(old.id), and the next run removes the one that is not wanted")
                try await checkTakeover(by: id, target, from: old)
                try await delete(old, comparedBy: target)
                steps = ["\(old.id) is deleted"]
                return try await recreateIfGone(id, target)
            case .deleteFirst:
                let isLeaving = try await remove(old, comparedBy: target)
                steps = ["\(old.id) is deleted"]
                // Past the delete nothing keeps the create from being sent: the key has no logger any more.
                if isLeaving { do throws(Stop) { try await waitUntilGone(old.id) } catch {} }
                return try await create(target, .insteadOfGone)
            }
        } catch {
            throw error.after(steps)
        }
    }

    /// Writes the mark that a logger is to have before it is replaced, so that a run that dies half-way leaves nothing that nobody knows,
    /// and nothing that the next run takes for somebody else's (Contract: Apply, Services that store something else).
    private func adopt(_ current: LiveLogger, as mark: OwnerMark) async throws(Stop) -> LiveLogger {
        let edit = LoggerEdit(current.fields, description: current.description(markedBy: mark))
        var adopted = current
        adopted.ownership = .owned(mark)
        try await put(edit, to: current.id) { [adopted] answer throws(ActionFailure) in
            guard answer.ownership != adopted.ownership else { return }
            throw ActionFailure("the service did not keep the owner mark in the description of \(current.id)", flaw: .lostMark)
        }
        return adopted
    }

    /// The logger that takes over must be there, ours, another one, and in the status that is wanted.
    private func checkTakeover(by id: String, _ target: LoggerTarget, from old: LiveLogger) async throws(Stop) {
        let new = try await readNew(id)
        guard new.id.canonicalID != old.id.canonicalID, new.mark?.owner == target.mark?.owner, new.status == target.goal else {
            throw .failed(
                ActionFailure("\(id), which should take over, is \(new.status.rawValue) or no longer ours: \(old.id) stays"))
        }
    }

    // MARK: superseded ones

    /// Deletes a superseded logger once another one of its key does its work: the kept one, or until that is ready the healthiest of the
    /// superseded ones (Contract: Apply, Services that store something else).
    func supersede(_ live: LiveLogger, by keeper: Keeper) async throws(Stop) {
        let isReady = if keeper.standIn == nil { try await waitForKeeper(keeper, of: live) } else { await isReady(keeper, for: live) }
        if !isReady { try await checkSubstitute(keeper, for: live) }
        try await delete(live, comparedBy: nil)
        guard let target = keeper.target else { return }
        if isReady {
            _ = try await recreateIfGone(keeper.id, target)
        } else if let standIn = keeper.standIn, let list = try await listWithout(standIn.id), await !self.isReady(keeper, for: live) {
            _ = try await recreate(target, in: list)
        }
    }

    private func waitForKeeper(_ keeper: Keeper, of live: LiveLogger) async throws(Stop) -> Bool {
        do throws(Stop) {
            let kept =
                keeper.isSettled
                ? try await waitForStatus(keeper.goal, of: keeper.id, isNew: log.hasMade(keeper.id)) : try await read(keeper.id)
            guard stays(kept, keeper, for: live) else { throw .failed(ActionFailure("it is \(kept.status.rawValue), or not the owner's")) }
            return true
        } catch {
            throw .notStarted("\(keeper.id), which stays, is not ready: \(error.reason)")
        }
    }

    private func isReady(_ keeper: Keeper, for live: LiveLogger) async -> Bool {
        if case .success(let kept) = await show(keeper.id) { stays(kept, keeper, for: live) } else { false }
    }

    private func stays(_ kept: LiveLogger, _ keeper: Keeper, for live: LiveLogger) -> Bool {
        kept.id.canonicalID != live.id.canonicalID && kept.mark?.owner == "\(change.stack)/\(change.key ?? "")"
            && kept.status == keeper.goal ?? .goal(isEnabled: kept.fields.isEnabled)
    }

    /// The one that stays in the kept one's place must be there, as it was planned, and do at least as well as the one that goes.
    private func checkSubstitute(_ keeper: Keeper, for live: LiveLogger) async throws(Stop) {
        guard let planned = keeper.standIn else { return }
        do throws(Stop) {
            let standIn = try await read(planned.id)
            try Self.checkUnchanged(standIn, since: planned, comparedBy: nil)
            guard case .success(let going) = await show(live.id) else { return }
            let goal = keeper.goal ?? .goal(isEnabled: going.fields.isEnabled)
            guard standIn.status.distance(from: goal) <= going.status.distance(from: goal) else {
                throw .failed(ActionFailure("\(planned.id) is \(standIn.status.rawValue)"))
            }
        } catch {
            throw .notStarted("neither \(keeper.id), which stays, nor \(planned.id) is ready: \(error.reason)")
        }
    }
}
