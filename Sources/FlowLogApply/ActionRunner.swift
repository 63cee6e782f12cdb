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
    let plane: any ControlPlane
    let settings: ApplySettings
    let ticker: Ticker
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

    private func create(_ target: LoggerTarget) async throws(Stop) -> String {
        let answer = try await write { () async throws(ControlPlaneError) in try await plane.create(target.request) }
        try check(answer, target, among: LoggerField.allCases)
        try await waitForStatus(target.goal, of: answer.id, isNew: true)
        return answer.id
    }

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
        let old = if live.mark == nil, let mark = target.mark { try await adopt(live, as: mark, comparedBy: target) } else { live }
        switch target.strategy {
        case .createFirst:
            let id = try await createBeside(old, target)
            try await checkKeeper(id, target, insteadOf: old)
            try await delete(old, comparedBy: target)
            return try await recreateIfGone(id, target)
        case .deleteFirst:
            try await delete(old, comparedBy: target)
            return try await create(target)
        }
    }

    /// Creates the logger that replaces another one; a service that allows only one of a name or target, or no more of them, refuses it.
    private func createBeside(_ old: LiveLogger, _ target: LoggerTarget) async throws(Stop) -> String {
        do throws(Stop) { return try await create(target) } catch {
            guard case .failed(let failure) = error, failure.status == 409 else { throw error }
            throw .failed(
                failure.advising(
                    "\(old.id) stays; if there is no room for two at once, set lifecycle.replace: delete_first, which leaves a gap"))
        }
    }

    /// Two runs of different manifests may each delete the logger that the other one keeps, each after it saw its own healthy:
    /// whoever deletes last finds its own gone and creates it again, so that one is left.
    /// - Returns: the id of the logger that is there.
    private func recreateIfGone(_ id: String, _ target: LoggerTarget) async throws(Stop) -> String {
        if case .failure(let error) = await show(id), error.kind == .notFound { return try await create(target) }
        return id
    }

    /// Marks an unmarked logger before it is replaced, so that a run that dies half-way leaves nothing that nobody knows.
    private func adopt(_ live: LiveLogger, as mark: OwnerMark, comparedBy target: LoggerTarget) async throws(Stop) -> LiveLogger {
        let current = try await readUnchanged(live, comparedBy: target)
        let edit = LoggerEdit(
            name: live.fields.name, description: mark.appended(to: live.fields[.description]?.text ?? ""),
            adminStateUp: live.fields.isEnabled)
        let answer = try await write { () async throws(ControlPlaneError) in try await plane.edit(live.id, edit) }
        var adopted = current
        adopted.ownership = .owned(mark)
        guard answer.ownership == adopted.ownership else {
            throw .failed(ActionFailure("the service did not keep the owner mark in the description of \(live.id)", lostMark: true))
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
            guard error == .notFound else { throw error }
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

    private func check(_ answer: LiveLogger, _ target: LoggerTarget, among fields: [LoggerField]) throws(Stop) {
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

    private func waitForKeeper(_ id: String, insteadOf old: LiveLogger) async throws(Stop) {
        do throws(Stop) {
            let keeper = try await waitForStatus(nil, of: id)
            let owner = "\(change.stack)/\(change.key ?? "")"
            guard keeper.id != old.id, keeper.mark?.owner == owner else {
                throw .failed(ActionFailure("it does not carry the mark of \(owner)"))
            }
        } catch {
            throw .notStarted("\(id), which stays, is not ready: \(error.reason)")
        }
    }

    // MARK: calls

    private func show(_ id: String) async -> Result<LiveLogger, ControlPlaneError> {
        do throws(ControlPlaneError) { return .success(try await plane.show(id)) } catch { return .failure(error) }
    }

    private func read(_ id: String) async throws(Stop) -> LiveLogger {
        switch await show(id) {
        case .success(let live): live
        case .failure(let error): throw .failed(ActionFailure(error))
        }
    }

    /// A write whose lost answer leaves the outcome unknown.
    private func write<T: Sendable>(_ call: () async throws(ControlPlaneError) -> T) async throws(Stop) -> T {
        do throws(ControlPlaneError) { return try await call() } catch {
            switch error.kind {
            case .unclear, .invalidAnswer: throw .unknown(error.text, timedOut: false)
            case .refused(let status) where status >= 500: throw .unknown(error.text, timedOut: false)
            case .notFound: throw .notFound
            case .unreachable, .notAuthenticated, .notAuthorized, .refused: throw .failed(ActionFailure(error))
            }
        }
    }

    // MARK: waits

    /// Polls until the logger has the status that it should have.
    /// - Parameters:
    ///   - goal: nil for the one that its own `admin_state_up` asks for.
    ///   - isNew: whether a 404 means "not yet" (FACTS section 1).
    @discardableResult
    private func waitForStatus(_ goal: LoggerStatus?, of id: String, isNew: Bool = false) async throws(Stop) -> LiveLogger {
        try await poll("\(id) did not become \(goal?.rawValue ?? "ready")") { () async throws(Stop) in
            switch await show(id) {
            case .success(let live) where live.status == goal ?? .goal(isEnabled: live.fields.isEnabled):
                return live
            case .success(let live) where live.status == .error:
                let advice = ErrorAdvice(errorType: live.errorType)
                throw .failed(
                    ActionFailure("\(id) is in ERROR (\(live.errorType)): \(advice.cause); \(advice.advice)", errorType: live.errorType))
            case .success(let live):
                emit(.waiting(change, id: id, live.status, elapsed: ticker.now() - start))
            case .failure(let error):
                guard isNew, error.kind == .notFound else { throw .failed(ActionFailure(error)) }
            }
            return nil
        }
    }

    private func waitUntilGone(_ id: String) async throws(Stop) {
        _ = try await poll("\(id) is still there after its delete") { () async throws(Stop) -> Bool? in
            switch await show(id) {
            case .success(let live):
                emit(.waiting(change, id: id, live.status, elapsed: ticker.now() - start))
                return nil
            case .failure(let error):
                guard error.kind == .notFound else { throw .failed(ActionFailure(error)) }
                return true
            }
        }
    }

    /// Asks at once, then with growing pauses of 0.2 to 3 seconds, until there is an answer or the time is up.
    private func poll<T: Sendable>(_ late: String, _ ask: () async throws(Stop) -> T?) async throws(Stop) -> T {
        let deadline = ticker.now() + settings.waitTimeout
        var pause = Duration.milliseconds(200)
        while true {
            if let answer = try await ask() { return answer }
            guard ticker.now() + pause <= deadline else { throw .unknown("\(late) within \(settings.waitTimeout.text)", timedOut: true) }
            do { try await ticker.sleep(pause) } catch { throw .unknown("the wait was cut short", timedOut: false) }
            pause = min(pause * 3 / 2, .seconds(3))
        }
    }
}

/// Why an action ends early.
private enum Stop: Error, Hashable {
    case failed(ActionFailure)
    case notStarted(String)
    case unknown(String, timedOut: Bool)
    /// The logger of a write is not there.
    case notFound

    var state: ActionState {
        switch self {
        case .failed(let failure): .failed(failure)
        case .notStarted(let reason): .notStarted(reason)
        case .unknown(let reason, let timedOut): .unknown(reason, timedOut: timedOut)
        case .notFound: .failed(ActionFailure(reason))
        }
    }

    var reason: String {
        switch self {
        case .failed(let failure): failure.message
        case .notStarted(let reason), .unknown(let reason, timedOut: _): reason
        case .notFound: "the logger is not there any more"
        }
    }
}
