package import FlowLogApply
import FlowLogModel
import FlowLogPlan

/// Progress and result of an apply, for people.
package enum ApplyText {
    /// One line for an event; nil for what needs none.
    package static func line(_ event: ApplyEvent) -> String? {
        switch event {
        case .began:
            nil
        case .started(let change):
            "\(name(change)): \(change.action.verbs.doing)"
        case .waiting(let change, let id, let status, let elapsed):
            "\(name(change)): still \(change.action.verbs.doing) after \(seconds(elapsed)) (\(TerminalEscape.escaped(id)) is \(TerminalEscape.escaped(status.rawValue)))"
        case .finished(let change, .done(let id), let elapsed):
            "\(name(change)): \(change.action.verbs.done) after \(seconds(elapsed))\(id.map { " (\(TerminalEscape.escaped($0)))" } ?? "")"
        case .finished(let change, .notStarted(let reason), _):
            "\(name(change)): not started: \(TerminalEscape.escaped(reason))"
        case .finished(let change, let state, let elapsed):
            "\(name(change)): \(state.ending.rawValue) after \(seconds(elapsed)): \(TerminalEscape.escaped(state.reason))"
        case .proving:
            "listing once more to prove the result"
        case .interrupted:
            interrupted
        }
    }

    static let interrupted = "Interrupted: requests in flight complete, then the run ends. Once more ends it at once."

    /// The closing table: the numbers, everything that is not done, and what the last list shows (Contract: Apply).
    package static func result(_ outcome: ApplyOutcome, style: Style) -> String {
        var lines = [heading(outcome, style)]
        let undone = outcome.results.filter { $0.state.ending != .done }
        lines += table(
            undone.map {
                [$0.state.ending.rawValue, name($0.change), $0.change.action.verbs.name, TerminalEscape.escaped($0.state.reason)]
            })
        if case .impossible(let reason) = outcome.proof {
            lines += ["", "The result is not proven: \(TerminalEscape.escaped(reason))"]
        }
        if !outcome.remaining.isEmpty {
            lines += ["", "Still different after the last list:"]
            lines += table(
                outcome.remaining.map { change in
                    [
                        name(change), change.blocked.map { "blocked (\($0.code.rawValue))" } ?? change.action.verbs.name,
                        differing(change, outcome),
                    ]
                })
        }
        if outcome.hasCompany {
            lines += [
                "", "Somebody else changed loggers of these keys while this run went on: another apply, or the console.",
                "Run apply again when the other one has ended: it keeps one logger for each key and removes the others.",
            ]
        }
        if !outcome.inError.isEmpty { lines += ["", "In ERROR:"] + inError(outcome) }
        return lines.joined(separator: "\n") + "\n"
    }

    static func heading(_ outcome: ApplyOutcome, _ style: Style) -> String {
        let counts = outcome.counts
        let ended = Ending.allCases.filter { counts[$0] > 0 || $0 == .done }.map { (counts[$0], $0.rawValue) }
        let found = [(outcome.remaining.count, "still different"), (outcome.inError.count, "in ERROR")].filter { $0.0 > 0 }
        var numbers = [ended, found].filter { !$0.isEmpty }.map { $0.map { "\($0.0) \($0.1)" }.joined(separator: ", ") }
        if case .impossible = outcome.proof { numbers.append("not proven") }
        let text = "Apply \(outcome.verdict.word): \(numbers.joined(separator: "; "))."
        return outcome.verdict == .complete ? style.green(text) : style.red(text)
    }

    private static func inError(_ outcome: ApplyOutcome) -> [String] {
        guard case .planned(let plan) = outcome.proof else { return [] }
        let isOneStack = Set(plan.stacks.map(\.stack.name)).count == 1
        let loggers = outcome.inError.compactMap { change in change.action.live.map { (change, $0) } }
        let rows = table(loggers.map { [name($0), TerminalEscape.escaped($1.id), TerminalEscape.escaped($1.errorType)] })
        return zip(rows, loggers).flatMap { row, logger in
            let (change, live) = logger
            let advice = ErrorAdvice(errorType: live.errorType)
            let selector = isOneStack ? change.key ?? "" : change.address
            return [
                row, "      cause: \(advice.cause)", "      advice: \(advice.advice)",
                "      way out: once that is done, apply with --replace \(TerminalEscape.escaped(selector))",
            ]
        }
    }

    /// What differs, or why the logger goes.
    private static func differing(_ change: Change, _ outcome: ApplyOutcome) -> String {
        guard case .delete(_, .superseded(let kept)) = change.action else {
            return change.action.differences.map(\.name).joined(separator: ", ")
        }
        let others = outcome.isOthers(change) ? "; another run made one of the two" : ""
        return TerminalEscape.escaped("one too many beside \(kept.id), which is kept\(others)")
    }

    /// The address and the region, which together are unique.
    private static func name(_ change: Change) -> String {
        TerminalEscape.escaped(change.address + (change.region.map { " (\($0))" } ?? ""))
    }

    /// Rows in columns, the last one not padded.
    private static func table(_ rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
            }
            let line = "  " + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Whole seconds below ten minutes, then minutes.
    static func seconds(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        return seconds < 600 ? "\(seconds)s" : "\(seconds / 60)m\(seconds % 60)s"
    }
}

extension ApplyOutcome.Verdict {
    fileprivate var word: String {
        switch self {
        case .complete: "complete"
        case .incomplete: "incomplete"
        case .interrupted: "interrupted"
        case .timedOut: "timed out"
        }
    }
}

extension ActionState {
    /// The server's words or ours, not escaped.
    var reason: String {
        switch self {
        case .done: ""
        case .failed(let failure):
            failure.message + (failure.requestID.map { " (request \($0))" } ?? "") + (failure.advice.map { "; \($0)" } ?? "")
        case .notStarted(let reason), .unknown(let reason, id: _, timedOut: _): reason
        }
    }
}

extension Action {
    var verbs: (name: String, doing: String, done: String) {
        switch self {
        // Nothing to do but to wait for a logger in BUILD.
        case .noOp: ("no-op", "waiting", "ready")
        case .create: ("create", "creating", "created")
        case .update(_, _, _, .adopt): ("adopt", "adopting", "adopted")
        case .update(_, _, _, .rename): ("rename", "renaming", "renamed")
        case .update(_, _, _, .move): ("move", "moving", "moved")
        case .update(_, _, _, .release): ("release", "releasing", "released")
        case .update(_, _, _, .inPlace): ("update", "updating", "updated")
        case .replace: ("replace", "replacing", "replaced")
        case .delete: ("delete", "deleting", "deleted")
        }
    }
}
