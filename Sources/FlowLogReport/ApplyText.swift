package import FlowLogApply
import FlowLogModel
import FlowLogPlan

/// Progress and result of an apply, for people.
package enum ApplyText {
    /// One line for an event; nil for what needs none.
    package static func line(_ event: ApplyEvent) -> Shown? {
        switch event {
        case .began:
            nil
        case .started(let change):
            "\(name(change)): \(change.action.verbs.doing)"
        case .waiting(let change, let id, let status, let elapsed):
            "\(name(change)): still \(change.action.verbs.doing) after \(seconds(elapsed)) (\(id) is \(status.rawValue))"
        case .finished(let change, .done(let id?), let elapsed):
            "\(name(change)): \(change.action.verbs.done) after \(seconds(elapsed)) (\(id))"
        case .finished(let change, .done(nil), let elapsed):
            "\(name(change)): \(change.action.verbs.done) after \(seconds(elapsed))"
        case .finished(let change, .notStarted(let reason), _):
            "\(name(change)): not started: \(reason)"
        case .finished(let change, let state, let elapsed):
            "\(name(change)): \(state.ending) after \(seconds(elapsed)): \(state.reason)"
        case .proving:
            "listing once more to prove the result"
        case .interrupted:
            Shown(interrupted)
        }
    }

    static let interrupted: Words =
        "Interrupted: the run ends as soon as requests in flight have completed. Interrupt again to end it at once."

    /// The closing table: the numbers, everything that is not done, and what the last list shows (Contract: Apply).
    package static func result(_ outcome: ApplyOutcome, style: Style) -> Shown {
        let paint = outcome.verdict == .complete ? style.green : style.red
        var lines = [paint(Shown(heading(outcome)))]
        let undone = outcome.results.filter { $0.state.ending != .done }
        lines += table(undone.map { ["\($0.state.ending)", name($0.change), Shown($0.change.action.verbs.name), Shown($0.state.reason)] })
        if case .impossible(let reason) = outcome.proof { lines += ["", "The result is not proven: \(reason)"] }
        if !outcome.remaining.isEmpty {
            lines += ["", "Still different after the last list:"]
            lines += table(
                outcome.remaining.map { change in
                    [
                        name(change), change.blocked.map { "blocked (\($0.code))" } ?? Shown(change.action.verbs.name),
                        differing(change, outcome),
                    ]
                })
        }
        if outcome.hasCompany {
            lines += [
                "", "Someone else changed loggers of these keys during this run: another apply, or the console.",
                "Run apply again when the other run has ended: it keeps one logger for each key and removes the rest.",
            ]
        }
        if !outcome.inError.isEmpty { lines += ["", "In ERROR:"] + inError(outcome) }
        return lines.map { "\($0)\n" }.joined()
    }

    /// How it ended, in numbers.
    static func heading(_ outcome: ApplyOutcome) -> Words {
        let ended = Words.list(["\(outcome.counts[.done]) done", outcome.counts.undone])
        let found = Words.list([.ifAny(outcome.remaining.count, "still different"), .ifAny(outcome.inError.count, "in ERROR")])
        let proof: Words = if case .impossible = outcome.proof { "not proven" } else { "" }
        return "Apply \(outcome.verdict.word): \(Words.list([ended, found, proof], separator: "; "))."
    }

    private static func inError(_ outcome: ApplyOutcome) -> [Shown] {
        guard case .planned(let plan) = outcome.proof else { return [] }
        let isOneStack = Set(plan.stacks.map(\.stack.name)).count == 1
        let loggers = outcome.inError.compactMap { change in change.action.live.map { (change, $0) } }
        let rows = table(loggers.map { [name($0), Shown($1.id), Shown($1.errorType)] })
        return zip(rows, loggers).flatMap { row, logger -> [Shown] in
            let (change, live) = logger
            let selector = isOneStack && !change.isNamedWithCloud ? change.key ?? "" : change.name
            let wayOut: Shown = "way out: once that is done, apply with --replace \(selector)"
            return [row] + (ErrorAdvice(errorType: live.errorType).lines + [wayOut]).map { "      \($0)" }
        }
    }

    /// What differs, or why the logger goes.
    private static func differing(_ change: Change, _ outcome: ApplyOutcome) -> Shown {
        guard case .delete(_, .superseded(let kept)) = change.action else {
            return change.action.differences.map { Shown($0.name) }.joined(separator: ", ")
        }
        let others: Words = outcome.isOthers(change) ? "; another run made one of them" : ""
        return "a duplicate of \(kept.id), which is kept\(others)"
    }

    /// The name and the region, which together are unique.
    private static func name(_ change: Change) -> Shown {
        change.region.map { "\(change.name) (\($0))" } ?? Shown(change.name)
    }

    private static func table(_ rows: [[Shown]]) -> [Shown] { Table.lines(rows).map { "  \($0)" } }

    /// Whole seconds below ten minutes, then minutes.
    static func seconds(_ duration: Duration) -> Words {
        let seconds = duration.components.seconds
        return seconds < 600 ? "\(seconds)s" : "\(seconds / 60)m\(seconds % 60)s"
    }
}

extension ApplyOutcome.Verdict {
    fileprivate var word: Words {
        switch self {
        case .complete: "complete"
        case .incomplete: "incomplete"
        case .interrupted: "interrupted"
        case .timedOut: "timed out"
        }
    }
}
