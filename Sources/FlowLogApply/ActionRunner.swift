import FlowLogModel
import FlowLogPlan

/// The logger that stays where another one is superseded.
struct Keeper {
    let id: String
    let target: LoggerTarget?
}

/// Carries out one change: the calls, the waits and the checks of CONTRACT section 6, in their order.
struct ActionRunner {
    let change: Change
    /// The loggers of the key that were there when the plan was made.
    let knownIDs: Set<String>
    /// The project that the plan was made for, nil if unknown.
    let projectID: String?
    let plane: any ControlPlane
    let settings: ApplySettings
    let ticker: Ticker
    let interruption: Interruption
    let emit: @Sendable (ApplyEvent) -> Void
    /// When the action started.
    let start: Duration

    /// - Parameter keeper: for a superseded logger, the one that stays as it is by now, and what it is to be.
    func run(keeper: Keeper?) async -> ActionState {
        do throws(Stop) {
            switch change.action {
            case .noOp(let live, _):
                return .done(id: live?.id)
            case .create(let target):
                return .done(id: try await create(target))
            case .update(let live, let target, _, _):
                try await update(live, to: target)
                return .done(id: live.id)
            case .replace(let live, let target, _, _):
                return .done(id: try await replace(live, by: target))
            case .delete(let live, .superseded(let kept)):
                let id = keeper?.id ?? kept.id
                try await waitForKeeper(id, insteadOf: live)
                try await delete(live, comparedBy: nil)
                if let target = keeper?.target { _ = try await recreateIfGone(id, target) }
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
        let current = try await readUnchanged(live, comparedBy: target)
        let target = target.following(current)
        let edit = LoggerEdit(
            name: target.fields.name, description: target.markedDescription, adminStateUp: target.fields.isEnabled)
        let answer = try await write { () async throws(ControlPlaneError) in try await plane.edit(live.id, edit) }
        try check(answer, target, among: LoggerField.allCases.filter(\.rule.isMutable))
        if current.fields.isEnabled != target.fields.isEnabled { try await waitForStatus(target.goal, of: live.id) }
    }

    private func replace(_ live: LiveLogger, by target: LoggerTarget) async throws(Stop) -> String {
        var target = target
        var steps: [String] = []
        do throws(Stop) {
            var old = live
            switch await show(live.id) {
            case .success(let current):
                try Self.checkUnchanged(current, since: live, comparedBy: target)
                target = target.following(current)
                old = current
            case .failure(let error) where error.kind == .notFound: break
            case .failure(let error): throw .failed(ActionFailure(error))
            }
            if old.mark == nil, let mark = target.mark {
                old = try await adopt(old, as: mark)
                steps.append("\(live.id) carries the mark now")
            }
            switch target.strategy {
            case .createFirst:
                let id = try await createBeside(old, target)
                steps.append("\(id) is there beside \(old.id), and the next run removes the one that is not wanted")
                try await checkKeeper(id, target, insteadOf: old)
                try await delete(old, comparedBy: target)
                steps = ["\(old.id) is deleted"]
                return try await recreateIfGone(id, target)
            case .deleteFirst:
                do throws(Stop) { try await delete(old, comparedBy: target) } catch {
                    guard error == .interrupted else { throw error }
                }
                steps = ["\(old.id) is deleted"]
                return try await create(target)
            }
        } catch {
            throw error.after(steps)
        }
    }

    /// Marks an unmarked logger before it is replaced, so that a run that dies half-way leaves nothing that nobody knows.
    private func adopt(_ current: LiveLogger, as mark: OwnerMark) async throws(Stop) -> LiveLogger {
        let edit = LoggerEdit(
            name: current.fields.name, description: mark.appended(to: current.fields[.description]?.text ?? ""),
            adminStateUp: current.fields.isEnabled)
        let answer = try await write { () async throws(ControlPlaneError) in try await plane.edit(current.id, edit) }
        var adopted = current
        adopted.ownership = .owned(mark)
        guard answer.ownership == adopted.ownership else {
            throw .failed(ActionFailure("the service did not keep the owner mark in the description of \(current.id)", lostMark: true))
        }
        return adopted
    }

    private func delete(_ live: LiveLogger, comparedBy target: LoggerTarget?) async throws(Stop) {
        switch await show(live.id) {
        case .failure(let error) where error.kind == .notFound: return
        case .failure(let error): throw .failed(ActionFailure(error))
        case .success(let current): try Self.checkUnchanged(current, since: live, comparedBy: target)
        }
        do throws(Stop) {
            try await write { () async throws(ControlPlaneError) in try await plane.delete(live.id) }
        } catch {
            guard case .notFound = error else { throw error }
            return
        }
        try await waitUntilGone(live.id)
    }

    // MARK: checks

    @discardableResult
    private func readUnchanged(_ live: LiveLogger, comparedBy target: LoggerTarget?) async throws(Stop) -> LiveLogger {
        let current = try await read(live.id)
        try Self.checkUnchanged(current, since: live, comparedBy: target)
        return current
    }

    private static func checkUnchanged(_ current: LiveLogger, since planned: LiveLogger, comparedBy target: LoggerTarget?) throws(Stop) {
        let changed = current.changes(since: planned, comparedBy: target)
        guard !changed.isEmpty else { return }
        throw .failed(
            ActionFailure(
                "\(planned.id) changed since it was planned (\(changed.joined(separator: ", "))): nothing was written to it, plan again"))
    }

    func check(_ answer: LiveLogger, _ target: LoggerTarget, among fields: [LoggerField]) throws(Stop) {
        do { try target.check(answer, among: fields) } catch { throw .failed(error) }
    }

    /// The logger that stays must be there, ours, another one, and in the status that is wanted.
    private func checkKeeper(_ id: String, _ target: LoggerTarget, insteadOf old: LiveLogger) async throws(Stop) {
        let keeper = try await read(id)
        guard keeper.id != old.id, keeper.mark?.owner == target.mark?.owner, keeper.status == target.goal else {
            throw .failed(
                ActionFailure("\(id), which should take over, is \(keeper.status.rawValue) or not ours any more: \(old.id) stays"))
        }
    }

    // MARK: calls

    func show(_ id: String) async -> Result<LiveLogger, ControlPlaneError> {
        do throws(ControlPlaneError) { return .success(try await plane.show(id)) } catch { return .failure(error) }
    }

    func read(_ id: String) async throws(Stop) -> LiveLogger {
        switch await show(id) {
        case .success(let live): live
        case .failure(let error): throw .failed(ActionFailure(error))
        }
    }

    /// A write whose lost answer leaves the outcome unknown.
    func write<T: Sendable>(_ call: () async throws(ControlPlaneError) -> T) async throws(Stop) -> T {
        do throws(ControlPlaneError) { return try await call() } catch {
            if error.mayHaveHappened { throw .unknown(error.text, timedOut: false) }
            throw error.kind == .notFound ? .notFound(error) : .failed(ActionFailure(error))
        }
    }
}
