import FlowLogApply
import FlowLogModel
import FlowLogPlan
import TestSupport

/// Compares a run's table with what really happened at the service: the two halves of law 4.
struct Audit {
    let results: [ApplyOutcome.Result]
    let before: [LiveLogger]
    let after: [LiveLogger]

    /// Everything that is not as the law says, in words.
    var violations: [String] { results.flatMap(untruths) + outsideThePlan }

    // MARK: the table is true

    private func untruths(_ result: ApplyOutcome.Result) -> [String] {
        let told: String
        switch result.state {
        case .done(let id): return isDone(result.change.action, id) ? [] : ["\(result.change.address) is told done, and is not"]
        case .unknown: return []
        case .notStarted: told = ""
        case .failed(let failure): told = failure.message + (failure.advice ?? "")
        }
        // A failed action names every logger that it made, changed or removed; one that was not started did none of it.
        return traces(of: result.change.action).filter { !told.contains($0) }.map {
            "\(result.change.address) is told as \(result.state), and left \($0) otherwise than it was"
        }
    }

    private func isDone(_ action: Action, _ id: String?) -> Bool {
        let there = after.first { $0.id == id && $0.projectID == "project" }
        switch action {
        case .noOp: return true
        case .create(let target), .update(_, let target, _, _):
            return there.map { target.differences(from: $0).isEmpty && $0.status == target.goal } ?? false
        case .replace(let old, let target, _, _):
            let isNew = there.map { target.differences(from: $0).isEmpty && $0.status == target.goal } ?? false
            return isNew && !after.contains { $0.id == old.id }
        case .delete(let live, _): return !after.contains { $0.id == live.id }
        }
    }

    /// The ids of the loggers that an action has made, changed or removed.
    private func traces(of action: Action) -> [String] {
        let made = action.target.map { target in created.filter { $0.mark?.owner == target.mark?.owner }.map(\.id) } ?? []
        guard let live = action.live, let old = before.first(where: { $0.id == live.id }) else { return made }
        return after.contains { old.isSame(as: $0) } ? made : made + [live.id]
    }

    private var created: [LiveLogger] { after.filter { logger in !before.contains { $0.id == logger.id } } }

    // MARK: what changed is a subset of the plan

    private var outsideThePlan: [String] {
        let started = results.filter { if case .notStarted = $0.state { false } else { true } }.map(\.change.action)
        var violations: [String] = []
        for old in before {
            let actions = started.filter { $0.live?.id == old.id }
            if let now = after.first(where: { $0.id == old.id }) {
                if !old.isSame(as: now), !actions.contains(where: { mayTurn(now, $0) }) { violations.append("\(old.id) was changed") }
            } else if !actions.contains(where: \.mayDelete) {
                violations.append("\(old.id) was deleted")
            }
        }
        for (owner, loggers) in Dictionary(grouping: created, by: { $0.mark?.owner ?? "" }) {
            let isPlanned = loggers.allSatisfy { new in started.contains { $0.mayCreate(new) } }
            if !isPlanned { violations.append("\(loggers.map(\.id)) of '\(owner)' was created") }
            if loggers.count > 1 { violations.append("\(loggers.count) loggers of '\(owner)' were created in one run") }
        }
        return violations
    }

    /// Whether an action turns its logger into this.
    private func mayTurn(_ now: LiveLogger, _ action: Action) -> Bool {
        switch action {
        case .update(_, let target, _, _): target.differences(from: now).isEmpty
        case .replace(let live, let target, _, _):
            LoggerField.allCases.allSatisfy { $0.isSame(live.fields[$0], now.fields[$0]) } && now.mark == target.mark
        case .noOp, .create, .delete: false
        }
    }
}

extension Action {
    fileprivate var mayDelete: Bool {
        switch self {
        case .delete, .replace: true
        case .noOp, .create, .update: false
        }
    }

    fileprivate func mayCreate(_ new: LiveLogger) -> Bool {
        switch self {
        case .create(let target), .replace(_, let target, _, _): target.differences(from: new).isEmpty
        case .noOp, .update, .delete: false
        }
    }
}

extension LiveLogger {
    /// Status does not count.
    func isSame(as other: LiveLogger) -> Bool {
        id == other.id && fields == other.fields && ownership == other.ownership
    }
}
