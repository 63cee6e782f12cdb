import FlowLogModel
import FlowLogPlan

/// What becomes of a new logger that is not what was asked for, so that no run leaves one more than the run before (Contract: Apply,
/// Services that store something else).
extension ActionRunner {
    /// - Parameter new: the logger as it was read last.
    /// - Returns: the failure, with what became of the logger.
    func settled(
        _ failure: ActionFailure, _ new: LiveLogger, _ target: LoggerTarget, _ occasion: Occasion
    ) async -> ActionFailure {
        switch (failure.flaw, occasion) {
        case (.lostMark, .insteadOfGone): failure.advising("\(new.id) stays, since there is no other logger for the key")
        case (.lostMark, _): failure.advising(await withdrawUnmarked(new, target))
        case (.differs, .beside(let old)): failure.advising(await withdraw(new, sparing: old, target))
        case (.differs, .new), (.differs, .insteadOfGone), (nil, _): failure
        }
    }

    /// Deletes a new logger that differs from what was asked for, if the one that it should replace is there as it was.
    private func withdraw(_ new: LiveLogger, sparing old: LiveLogger, _ target: LoggerTarget) async -> String {
        guard !isOver, case .success(let current) = await show(old.id), current.id.canonicalID != new.id.canonicalID,
            current.ownership == old.ownership, current.status == old.status
        else { return "\(new.id) stays beside \(old.id), and the next run removes the one that is not wanted" }
        do throws(Stop) {
            try await delete(new, comparedBy: nil)
            let left = try await recreateIfGone(old.id, target)
            return "\(new.id) was deleted again, and \(left) stays"
        } catch {
            return "\(new.id), which was made beside \(old.id), should have been deleted again: \(error.reason)"
        }
    }

    /// Deletes a new logger that carries no mark, if nobody else can have made it.
    private func withdrawUnmarked(_ new: LiveLogger, _ target: LoggerTarget) async -> String {
        let stays = "\(new.id) stays, and no stack owns it: delete it by hand"
        guard !isOver, isStray(new, target) else { return stays }
        do throws(Stop) {
            try await delete(new, comparedBy: nil)
            return "\(new.id) was deleted again"
        } catch {
            return "\(stays) (\(error.reason))"
        }
    }

    /// Whether a logger was in no list that the plan was made from, carries no mark, and has project, name and target that were sent.
    func isStray(_ live: LiveLogger, _ target: LoggerTarget) -> Bool {
        guard live.mark == nil, let projectID = step.projectID, live.projectID == projectID,
            live.fields.name.hasSameBytes(as: target.fields.name), live.fields.hasSameTarget(as: target.fields)
        else { return false }
        let id = live.id.canonicalID
        return !step.listed.contains { $0.id.canonicalID == id }
    }
}
