import FlowLogModel
import FlowLogPlan

/// Creates, whose answers may be lost, and whose logger may be taken away by another run.
extension ActionRunner {
    /// What there is for the key while a logger is created.
    enum Occasion {
        case new
        /// The logger that it is to replace.
        case beside(LiveLogger)
        /// Nothing any more: the run itself took it away, so the create is owed.
        case insteadOfGone
    }

    /// Creates a logger, and deletes it again if it is not what was asked for and nothing is lost by that.
    /// - Returns: its id, once it has the status that it should have.
    func create(_ target: LoggerTarget, _ occasion: Occasion) async throws(Stop) -> String {
        try await finish(try await post(target, occasion), target, occasion)
    }

    /// Waits for a new logger, and settles what becomes of it if it is not what was asked for.
    private func finish(_ new: LiveLogger, _ target: LoggerTarget, _ occasion: Occasion) async throws(Stop) -> String {
        var new = new
        do throws(Stop) {
            do throws(ActionFailure) { try target.check(new, among: LoggerField.allCases) } catch {
                new = try await readAgain(new.id, error)
                try check(new, target)
            }
            new = try await waitForStatus(target.goal, of: new.id, isNew: true)
            try check(new, target)
            return new.id
        } catch {
            guard case .failed(let failure) = error else { throw error }
            throw .failed(await settled(failure, new, target, occasion))
        }
    }

    /// Creates the logger that replaces another one. A service that allows one logger for a name or target, or has no room, refuses that.
    func createBeside(_ old: LiveLogger, _ target: LoggerTarget) async throws(Stop) -> String {
        do throws(Stop) { return try await create(target, .beside(old)) } catch {
            guard case .failed(let failure) = error, failure.status == 409 else { throw error }
            throw .failed(
                failure.advising(
                    "\(old.id) stays; if there is no room for two at once, set lifecycle.replace: delete_first, which leaves a gap"))
        }
    }

    /// Two runs of different manifests may each delete the logger that the other one keeps, each after it saw its own healthy:
    /// whoever deletes last finds its own gone and creates it again, so that one is left.
    /// - Returns: the id of the logger that is there.
    func recreateIfGone(_ id: String, _ target: LoggerTarget) async throws(Stop) -> String {
        guard let list = try await listWithout(id) else { return id }
        return try await recreate(target, in: list)
    }

    /// Creates a logger for a key that has lost the one that stayed. That a replace of this run did not end as done does not say that it made
    /// none, so one that is new and carries the mark is gone on with, as after a lost answer (Contract: Apply, Writes).
    /// - Parameter list: what is there now.
    func recreate(_ target: LoggerTarget, in list: [LiveLogger]) async throws(Stop) -> String {
        guard let own = list.first(where: { isOwn($0, target) }) else { return try await create(target, .insteadOfGone) }
        log.recordMade(own.id)
        return try await finish(own, target, .insteadOfGone)
    }

    private func check(_ new: LiveLogger, _ target: LoggerTarget) throws(Stop) {
        do throws(ActionFailure) { try target.check(new, among: LoggerField.allCases) } catch { throw .failed(error) }
    }

    /// Reads a logger whose answer was not what was asked for.
    private func readAgain(_ id: String, _ failure: ActionFailure) async throws(Stop) -> LiveLogger {
        do throws(Stop) { return try await readNew(id) } catch {
            // Without its mark nobody would recognise it, so it is named in any case.
            throw failure.flaw == .lostMark ? .failed(failure.advising("it could not be read again: \(error.reason)")) : error
        }
    }

    // MARK: sending

    /// Sends a create; where its answer is lost, looks for the logger, and sends once more if there is none (Contract: Apply, Writes).
    private func post(_ target: LoggerTarget, _ occasion: Occasion) async throws(Stop) -> LiveLogger {
        var lost: ControlPlaneError?
        var doubt = "no list shows the logger"
        sending: for _ in 0..<2 {
            var mayRepeat = true
            do throws(ControlPlaneError) {
                if let answer = try await send(target, occasion) {
                    log.recordMade(answer.id)
                    return answer
                }
                lost = ControlPlaneError(.invalidAnswer, "the service accepted the create and did not say what it created")
                mayRepeat = false
            } catch {
                guard error.mayHaveHappened || error.kind == .unreachable else { throw stop(error, occasion) }
                if lost?.mayHaveHappened != true { lost = error }
                // If nothing was sent, there is nothing to look for.
                if !error.mayHaveHappened {
                    if isOver || error.isLate { break sending }
                    continue sending
                }
            }
            switch await lookForOwn(target) {
            case .found(let own):
                log.recordMade(own.id)
                return own
            case .unmarked(let stray):
                throw .failed(
                    ActionFailure(
                        "\(lost?.text ?? ""), and \(stray.id), which has the name and target that were sent, carries no owner mark: "
                            + "nothing more is created or adopted", flaw: .lostMark))
            case .absent:
                if !mayRepeat || isOver { break sending }
            case .notSeen:
                doubt =
                    interruption.isRequested
                    ? "interrupted before a list could show whether the logger is there"
                    : "no list could be read to see whether the logger is there"
                break sending
            }
        }
        guard let lost, lost.mayHaveHappened else { throw stop(lost ?? ControlPlaneError(.unreachable, "nothing was sent"), occasion) }
        throw .unknown("\(lost.text); \(doubt)", timedOut: ticker.now() >= deadline)
    }

    /// A key that has no logger any more is worse than a wait that was cut short.
    private func stop(_ error: ControlPlaneError, _ occasion: Occasion) -> Stop {
        if case .insteadOfGone = occasion { .failed(ActionFailure(error)) } else { stop(error) }
    }

    private func send(_ target: LoggerTarget, _ occasion: Occasion) async throws(ControlPlaneError) -> LiveLogger? {
        let isOwed = if case .insteadOfGone = occasion { true } else { false }
        return try await CallBounds.$current.withValue(CallBounds(deadline: deadline, isOwed: isOwed)) {
            do throws(ControlPlaneError) { return Result<_, ControlPlaneError>.success(try await plane.create(target.request)) } catch {
                return .failure(error)
            }
        }.get()
    }

    // MARK: looking

    private enum Look {
        case found(LiveLogger)
        /// No logger with the mark, but a new one that is otherwise what was sent.
        case unmarked(LiveLogger)
        /// The last list, which no longer lags behind the create, does not have it.
        case absent
        case notSeen
    }

    /// Looks for the logger that a create whose answer was lost may have made: marked with the key, and not there when the plan was made.
    private func lookForOwn(_ target: LoggerTarget) async -> Look {
        var look = Look.notSeen
        for pause in [Duration.zero] + LookAgain.pauses {
            // A list that is asked for too early does not say that the logger is not there.
            guard pause == .zero || ticker.now() + pause <= deadline else { return .notSeen }
            do throws(Stop) { try await interruption.sleep(pause, ticker) } catch { return .notSeen }
            guard let list = try? await plane.list() else {
                look = .notSeen
                continue
            }
            if let own = list.first(where: { isOwn($0, target) }) { return .found(own) }
            look = list.first { isStray($0, target) }.map { .unmarked($0) } ?? .absent
        }
        return look
    }

    /// An administrator's list has the loggers of other projects too, whose stacks and keys may have the same names.
    private func isOwn(_ live: LiveLogger, _ target: LoggerTarget) -> Bool {
        guard let mark = live.mark, mark.owner == target.mark?.owner, !step.knownIDs.contains(live.id.canonicalID) else { return false }
        return step.projectID == nil || live.projectID == nil || live.projectID == step.projectID
    }
}
