package import FlowLogApply
import FlowLogModel
import FlowLogPlan

/// What a terminal shows while an apply runs: how many actions are done, and what runs for how long.
package struct LiveView: Sendable {
    private struct Running: Sendable {
        let change: Change
        let since: Duration
        var status: String
    }

    private var total: Int?
    private var counts = EndingCounts()
    private var running: [ChangeAddress: Running] = [:]
    private var isProving = false
    private var isInterrupted = false

    /// The most actions that are shown by name.
    private static let longest = 10

    package init() {}

    /// - Parameter time: when it happened, by the clock that `lines` is given too.
    package mutating func note(_ event: ApplyEvent, at time: Duration) {
        switch event {
        case .began(let actions): total = actions
        case .started(let change): running[change.fullAddress] = Running(change: change, since: time, status: "")
        case .waiting(let change, _, let status, _): running[change.fullAddress]?.status = status.rawValue
        case .finished(let change, let state, _):
            running[change.fullAddress] = nil
            counts.add(state.ending)
        case .proving: isProving = true
        case .interrupted: isInterrupted = true
        }
    }

    /// The lines to show, of a run that has begun: none is wider than the terminal, and with the cursor below them they fit into its height.
    /// - Parameters:
    ///   - width: columns.
    ///   - height: rows.
    package func lines(at time: Duration, width: Int, height: Int) -> [String] {
        guard let total else { return [] }
        let ended = Ending.allCases.filter { $0 != .done && counts[$0] > 0 }.map { ", \(counts[$0]) \($0.rawValue)" }.joined()
        let proving = isProving ? "; listing once more to prove the result" : ""
        let oldest = running.values.sorted { ($0.since, $0.change.address) < ($1.since, $1.change.address) }
        let interrupted = isInterrupted ? Self.wrapped(ApplyText.interrupted, to: width - 1) : []
        let head = interrupted + [Self.cut("\(counts[.done]) of \(total) done\(ended)\(proving)", to: width - 1)]
        let room = max(0, height - 1 - head.count)
        // The last line of the room is for the number of those that are not shown.
        let most = oldest.count <= min(room, Self.longest) ? oldest.count : min(room - 1, Self.longest)
        let shown = oldest.prefix(max(0, most)).map { action in
            let status = action.status.isEmpty ? "" : " (\(TerminalEscape.escaped(action.status)))"
            let name = TerminalEscape.escaped(action.change.address)
            return "  \(ApplyText.seconds(time - action.since))  \(action.change.action.verbs.doing) \(name)\(status)"
        }
        let more = oldest.count > shown.count && room > 0 ? ["  and \(oldest.count - shown.count) more"] : []
        return head.suffix(max(1, height - 1)) + (shown + more).map { Self.cut($0, to: width - 1) }
    }

    private static func wrapped(_ text: String, to width: Int) -> [String] {
        text.split(separator: " ").reduce(into: [String]()) { lines, word in
            if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(String(word)) <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }.map { cut($0, to: width) }
    }

    private static func cut(_ line: String, to width: Int) -> String {
        guard DisplayWidth.of(line) > width else { return line }
        var used = 1
        let kept = line.unicodeScalars.prefix { scalar in
            used += DisplayWidth.of(scalar)
            return used <= width
        }
        return String(String.UnicodeScalarView(kept)) + "…"
    }
}
