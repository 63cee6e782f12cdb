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
    package var json: String {
        let head: [SlackText] = ["*flowlogctl drift*", SlackText(words.summary)] + (words.partial.map { [code($0)] } ?? [])
        let failures = PlanWords(words.plan).failures.map { failure -> SlackText in
            "• not checked: \(code(failure.title)) \(code(failure.reason))"
        }
        let unmanaged = words.unmanaged.map { logger -> SlackText in "• unmanaged: \(code(logger.title)) \(code(Shown(logger.live.id)))" }
        let lines = failures + words.drifted.map { line($0.change, $0.state) } + unmanaged
        return JSONValue.object(["text": .string(Self.fitting(head, lines).string)]).text
    }

    private func line(_ change: Change, _ state: DriftState) -> SlackText {
        let fields = change.action.differences.map { Shown($0.name) }.joined(separator: ", ")
        let errorType = state == .unhealthy ? change.action.live?.errorType ?? "" : ""
        let what = [change.blocked.map { "\($0.code)" } ?? "", Shown(errorType), fields].filter { !$0.isEmpty }
        return "• \(state.words): \(code(ChangeText(change).title))\(what.map { " \(code($0))" as SlackText }.joined())"
    }

    private func code(_ text: Shown) -> SlackText { "\(text.cut(toBytes: Self.longest))" }

    private static func fitting(_ head: [SlackText], _ lines: [SlackText]) -> SlackText {
        var room = limit - head.reduce(0) { $0 + $1.string.utf8.count + 1 } - "and 1234567 more".utf8.count
        let shown = lines.prefix { line in
            room -= line.string.utf8.count + 1
            return room >= 0
        }
        let rest = lines.count - shown.count
        return (head + shown + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n")
    }
}
