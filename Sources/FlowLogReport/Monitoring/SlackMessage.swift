import FlowLogModel
package import FlowLogPlan

/// One message of drift for a Slack-compatible webhook: names and reasons, no values (Contract: CI and cron, Drift).
package struct SlackMessage {
    private let words: DriftWords

    /// Slack cuts longer texts; in bytes of UTF-8, which is the stricter count.
    private static let limit = 3_000
    private static let longest = 200

    /// - Parameter failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too.
    package init(_ plan: Plan, failsOnUnmanaged: Bool = false) { words = DriftWords(plan, failsOnUnmanaged: failsOnUnmanaged) }

    /// The body of the request: a JSON object.
    package var text: String {
        let head = ["*flowlogctl drift*", Self.plain(words.summary)] + (words.partial.map { [Self.code($0)] } ?? [])
        let failures = PlanWords(words.plan).failures.map { "• not checked: \(Self.code($0.place)) \(Self.code($0.reason))" }
        let drifted = words.drifted.map { line($0.change, $0.state) }
        let unmanaged = words.unmanaged.map { "• unmanaged: \(Self.code($0.place)) \(Self.code($0.live.id))" }
        return JSONValue.object(["text": .string(Self.fitting(head, failures + drifted + unmanaged))]).text
    }

    private func line(_ change: Change, _ state: DriftState) -> String {
        let text = ChangeText(change)
        let fields = change.action.differences.map(\.name).joined(separator: ", ")
        let what = [
            change.blocked?.code.rawValue, state == .unhealthy ? change.action.live?.errorType : nil, fields,
        ].compactMap { $0 }.filter { !$0.isEmpty }.map { " \(Self.code($0))" }.joined()
        return "• \(state.words): \(Self.code(text.place))\(what)"
    }

    private static func fitting(_ head: [String], _ lines: [String]) -> String {
        var room = limit - head.reduce(0) { $0 + $1.utf8.count + 1 } - "and 1234567 more".utf8.count
        let shown = lines.prefix { line in
            room -= line.utf8.count + 1
            return room >= 0
        }
        let rest = lines.count - shown.count
        return (head + shown + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n")
    }

    // MARK: escapes

    /// Words of ours.
    private static func plain(_ text: String) -> String {
        TerminalEscape.escaped(text) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: nil
            }
        }
    }

    /// Text of others as code, where Slack formats nothing; a backtick, which would end it, and `@`, which calls people in some of the
    /// services that speak Slack's format, become visible.
    private static func code(_ text: String) -> String {
        let shown = TerminalEscape.escaped(text.cut(toBytes: longest)) { $0 == "`" || $0 == "@" ? $0.visible : nil }
        // Nothing and white space at an end would make it no code.
        let isCode = shown.utf8.first.map { $0 != UInt8(ascii: " ") } == true && shown.utf8.last != UInt8(ascii: " ")
        return isCode ? "`\(plain(shown))`" : "`\"\(plain(shown))\"`"
    }
}
