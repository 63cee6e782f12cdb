import FlowLogModel
import FlowLogPlan

/// Carries out one change: the calls, the waits and the checks of Contract: Apply, in their order.
struct ActionRunner {
    let step: Schedule.Step
    let plane: any ControlPlane
    let settings: ApplySettings
    let ticker: Ticker
    let interruption: Interruption
    let log: RunLog
    let emit: @Sendable (ApplyEvent) -> Void
    /// When the action started.
    let start: Duration

    var change: Change { step.change }

    /// When the action ends whatever it waits for (Contract: Apply, Retries).
    var deadline: Duration { start + settings.waitTimeout }

    /// Whether the action is to end: nothing that may have happened is sent again.
    var isOver: Bool { interruption.isRequested || ticker.now() >= deadline }

    /// - Parameter keeper: for a superseded logger, the one that stays as it is by now, and what it is to be.
    func run(keeper: Keeper?) async -> ActionState {
        await CallBounds.$current.withValue(CallBounds(deadline: deadline)) { await act(keeper) }
    }

    private func act(_ keeper: Keeper?) async -> ActionState {
        do throws(Stop) {
            switch change.action {
            case .noOp(let live, _):
                return .done(id: live?.id)
            case .create(let target):
                return .done(id: try await create(target, .new))
            case .update(let live, let target, _, _):
                try await update(live, to: target)
                return .done(id: live.id)
            case .replace(let live, let target, _, _):
                return .done(id: try await replace(live, by: target))
            case .delete(let live, .superseded(let kept)):
                try await supersede(live, by: keeper ?? Keeper(id: kept.id, target: nil, isSettled: true, standIn: nil))
                return .done(id: nil)
            case .delete(let live, _):
                try await delete(live, comparedBy: nil)
                return .done(id: nil)
            }
        } catch {
            return error.state
        }
    }

    // MARK: actions

    private func update(_ live: LiveLogger, to target: LoggerTarget) async throws(Stop) {
        let current = try await read(live.id)
        try Self.checkUnchanged(current, since: live, comparedBy: target)
        let target = target.following(current)
        let edit = LoggerEdit(target.fields, description: target.markedDescription)
        try await put(edit, to: live.id) { answer throws(ActionFailure) in try target.check(answer, among: LoggerField.mutable) }
        // Nobody waits for a logger that is released.
        guard target.mark != nil else { return }
        if current.fields.isEnabled != target.fields.isEnabled || current.status == .build {
            try await waitForStatus(target.goal, of: live.id)
        }
    }

    /// Deletes a logger and waits until it is gone.
    func delete(_ live: LiveLogger, comparedBy target: LoggerTarget?) async throws(Stop) {
        if try await remove(live, comparedBy: target) { try await waitUntilGone(live.id) }
    }

    /// Deletes a logger if it is still as it was when the plan was made.
    /// - Returns: whether the service accepted a DELETE; false if the logger was gone already.
    func remove(_ live: LiveLogger, comparedBy target: LoggerTarget?) async throws(Stop) -> Bool {
        switch await show(live.id) {
        case .failure(let error) where error.kind == .notFound:
            log.recordRemoved(live.id)
            return false
        case .failure(let error): throw stop(error)
        case .success(let current): try Self.checkUnchanged(current, since: live, comparedBy: target)
        }
        do throws(Stop) {
            try await write { () async throws(ControlPlaneError) in try await plane.delete(live.id) }
        } catch {
            guard case .notFound = error else { throw error }
            log.recordRemoved(live.id)
            return false
        }
        log.recordRemoved(live.id)
        return true
    }

    // MARK: checks

    static func checkUnchanged(_ current: LiveLogger, since planned: LiveLogger, comparedBy target: LoggerTarget?) throws(Stop) {
        let changed = current.changes(since: planned, comparedBy: target)
        guard !changed.isEmpty else { return }
        throw .failed(
            ActionFailure(
                "\(planned.id) changed since it was planned (\(changed.joined(separator: ", "))): nothing was written to it; plan again"))
    }

    // MARK: calls

    func show(_ id: String) async -> Result<LiveLogger, ControlPlaneError> {
        do throws(ControlPlaneError) { return .success(try await plane.show(id)) } catch { return .failure(error) }
    }

    func read(_ id: String) async throws(Stop) -> LiveLogger {
        switch await show(id) {
        case .success(let live): live
        case .failure(let error): throw stop(error)
        }
    }

    /// A write whose lost answer leaves the outcome unknown.
    func write<T: Sendable>(_ call: () async throws(ControlPlaneError) -> T) async throws(Stop) -> T {
        do throws(ControlPlaneError) { return try await call() } catch {
            if error.mayHaveHappened { throw .unknown(error.text, id: change.action.live?.id, timedOut: error.isLate) }
            throw error.kind == .notFound ? .notFound(error) : stop(error)
        }
    }

    /// Sends a PUT. An answer that has no logger in it, or not what was asked for, does not count: the logger itself is read, once
    /// (Contract: Apply, Writes).
    /// - Parameter check: fails unless a logger is what was asked for.
    @discardableResult
    func put(_ edit: LoggerEdit, to id: String, check: (LiveLogger) throws(ActionFailure) -> Void) async throws(Stop) -> LiveLogger {
        var unreadable: ControlPlaneError?
        do throws(ControlPlaneError) {
            if let answer = try await plane.edit(id, edit), (try? check(answer)) != nil { return answer }
        } catch {
            guard error.kind == .invalidAnswer else { return try await write { () async throws(ControlPlaneError) in throw error } }
            unreadable = error
        }
        switch await show(id) {
        case .failure(let error): throw .unread(id, unreadable ?? error)
        case .success(let current):
            do throws(ActionFailure) { try check(current) } catch {
                guard let unreadable else { throw .failed(error) }
                throw .unknown("\(unreadable.text), and \(id) is not as it was asked for: run apply again", id: id, timedOut: false)
            }
            return current
        }
    }

    /// How the action ends after a call that did nothing: it may be that only its pauses were cut short.
    func stop(_ error: ControlPlaneError) -> Stop {
        if error.isLate {
            return .unknown(
                "\(error.text), and was not tried again: the time was up (--wait-timeout \(settings.waitTimeout.text))",
                id: change.action.live?.id, timedOut: true)
        }
        if interruption.isRequested, error.isPassing { return .interrupted("interrupted; \(error.text)", id: change.action.live?.id) }
        return .failed(ActionFailure(error))
    }
}
