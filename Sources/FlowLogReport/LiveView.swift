package import FlowLogApply
import FlowLogModel
import FlowLogPlan

/// What a terminal shows while an apply runs: how many actions are done, and which are running and for how long.
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
    package mutating func record(_ event: ApplyEvent, at time: Duration) {
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
    package func lines(at time: Duration, width: Int, height: Int) -> [Shown] {
        guard let total else { return [] }
        let ended = Words.list(["\(counts[.done]) of \(total) done", counts.undone])
        let proving: Words = isProving ? "; listing once more to prove the result" : ""
        let oldest = running.values.sorted { ($0.since, $0.change.name) < ($1.since, $1.change.name) }
        let interrupted = isInterrupted ? Self.wrapped(ApplyText.interrupted, to: width - 1) : []
        let head = interrupted + [Shown("\(ended)\(proving)").cut(toWidth: width - 1)]
        let room = max(0, height - 1 - head.count)
        // The last line says how many are not shown.
        let most = oldest.count <= min(room, Self.longest) ? oldest.count : min(room - 1, Self.longest)
        let shown = oldest.prefix(max(0, most)).map { action -> Shown in
            let status: Shown = action.status.isEmpty ? "" : " (\(action.status))"
            let doing = action.change.action.verbs.doing
            return "  \(ApplyText.seconds(time - action.since))  \(doing) \(action.change.name)\(status)"
        }
        let more: [Shown] = oldest.count > shown.count && room > 0 ? ["  and \(oldest.count - shown.count) more"] : []
        return head.suffix(max(1, height - 1)) + (shown + more).map { $0.cut(toWidth: width - 1) }
    }

    private static func wrapped(_ text: Words, to width: Int) -> [Shown] {
        text.string.split(separator: " ").map { Shown(String($0)) }.reduce(into: [Shown]()) { lines, word in
            if let last = lines.last, last.width + 1 + word.width <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(word)
            }
        }.map { $0.cut(toWidth: width) }
    }
}
