import FlowLogModel
import FlowLogPlan

/// Creates, whose answers may be lost, and whose logger may be taken away by another run.
extension ActionRunner {
    func create(_ target: LoggerTarget) async throws(Stop) -> String {
        let answer = try await post(target)
        try check(answer, target, among: LoggerField.allCases)
        try await waitForStatus(target.goal, of: answer.id, isNew: true)
        return answer.id
    }

    /// Sends a create; where its answer is lost, looks for the logger, and sends once more if there is none (CONTRACT section 6).
    private func post(_ target: LoggerTarget) async throws(Stop) -> LiveLogger {
        var lost: ControlPlaneError?
        var doubt = "no list shows the logger"
        sending: for _ in 0..<2 {
            do throws(ControlPlaneError) { return try await plane.create(target.request) } catch {
                guard error.mayHaveHappened || error.kind == .unreachable else { throw .failed(ActionFailure(error)) }
                if lost?.mayHaveHappened != true { lost = error }
                // What was certainly not sent is not looked for.
                if !error.mayHaveHappened {
                    if interruption.isRequested || error.isLate { break sending }
                    continue sending
                }
            }
            switch await lookForOwn(target) {
            case .found(let own): return own
            case .absent: continue
            case .notSeen:
                doubt =
                    interruption.isRequested
                    ? "interrupted before a list could show whether the logger is there"
                    : "no list could be had that shows whether the logger is there"
                break sending
            }
        }
        guard let lost, lost.mayHaveHappened else {
            throw .failed(lost.map { ActionFailure($0) } ?? ActionFailure("nothing was sent"))
        }
        throw .unknown("\(lost.text); \(doubt)", timedOut: false)
    }

    private enum Look {
        case found(LiveLogger)
        /// The last list, which no longer lags behind the create, does not have it.
        case absent
        case notSeen
    }

    /// Looks for the logger that a create whose answer was lost may have made: marked with the key, and not there when the plan was made.
    private func lookForOwn(_ target: LoggerTarget) async -> Look {
        var look = Look.notSeen
        for pause in [Duration.zero] + LookAgain.pauses {
            do throws(Stop) { try await sleep(pause) } catch { return .notSeen }
            guard let list = try? await plane.list() else {
                look = .notSeen
                continue
            }
            if let own = list.first(where: { isOwn($0, target) }) { return .found(own) }
            look = .absent
        }
        return look
    }

    /// An administrator's list has the loggers of other projects too, whose stacks and keys may have the same names.
    private func isOwn(_ live: LiveLogger, _ target: LoggerTarget) -> Bool {
        guard live.mark?.owner == target.mark?.owner, !knownIDs.contains(live.id) else { return false }
        return projectID == nil || live.projectID == nil || live.projectID == projectID
    }

    /// Creates the logger that replaces another one; a service that allows only one of a name or target, or no more of them, refuses it.
    func createBeside(_ old: LiveLogger, _ target: LoggerTarget) async throws(Stop) -> String {
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
    func recreateIfGone(_ id: String, _ target: LoggerTarget) async throws(Stop) -> String {
        if case .failure(let error) = await show(id), error.kind == .notFound { return try await create(target) }
        return id
    }
}
