import FlowLogModel
package import FlowLogPlan

/// One message for a Slack-compatible webhook: names, reasons and what a logger recorded that apply would end, no other values
/// (Contract: CI and cron, Webhook).
package struct SlackMessage {
    private let head: [SlackText]
    private let lines: [SlackText]

    /// Slack cuts longer texts; in bytes of UTF-8, which is the stricter count.
    private static let limit = 3_000
    private static let longest = 200

    /// What a check found. Of what was told before there is only the number.
    /// - Parameters:
    ///   - failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too.
    ///   - before: what was told before.
    package init(_ plan: Plan, failsOnUnmanaged: Bool = false, since before: ToldDrift = ToldDrift()) {
        let words = DriftWords(plan, failsOnUnmanaged: failsOnUnmanaged)
        let news = DriftNews(plan, failsOnUnmanaged: failsOnUnmanaged, since: before)
        let hasDrift = plan.hasDrift(failsOnUnmanaged: failsOnUnmanaged)
        let isFailure = !hasDrift && !news.isQuiet
        let title: SlackText =
            if news.isResolved { "*flowlogctl drift: resolved*" } else if isFailure { "*flowlogctl drift: the check failed*" } else {
                "*flowlogctl drift*"
            }
        let summary: Words = isFailure ? "\(Words.counted(plan.failures.count, "stack")) not checked." : words.summary
        let known = Words.list(
            [news.isCheckedAgain && !news.isQuiet ? "The check works again." : "", news.told > 0 ? "Told before: \(news.told)." : ""],
            separator: " ")
        head =
            [title, SlackText(summary)] + (words.partial.map { [Self.code($0)] } ?? []) + (known.isEmpty ? [] : [SlackText(known)])

        let failures = plan.stacks.filter(news.hasFailure).compactMap { stack in
            stack.failure.map { "• not checked: \(Self.code(PlanWords.title(stack))) \(Self.code(Shown($0.message)))" as SlackText }
        }
        let drifted = words.drifted.filter { news.has($0.change) }.map { Self.line($0.change, $0.state) }
        let unmanaged = words.unmanaged.filter(news.has).map { logger -> SlackText in
            "• unmanaged: \(Self.code(logger.title)) \(Self.code(Shown(logger.live.id)))"
        }
        let settled = news.settled.map { "• resolved: \(Self.code("\($0.name) (\($0.region ?? "-"))"))" as SlackText }
        lines = failures + drifted + unmanaged + (news.isResolved ? [] : settled)
    }

    /// That the check itself failed.
    /// - Parameters:
    ///   - reason: may quote others, but has no secrets.
    ///   - label: what the run is called.
    package init(failure reason: String, exitCode: Int32, label: String) {
        head = ["*flowlogctl drift: the check failed*"]
        lines = [
            "• \(Self.code(Shown(label))) exit code \(exitCode): \(Shown(reason).cut(toBytes: 1_000))",
            "Until it works again, nobody knows what differs. The log of the run says more.",
        ]
    }

    /// The body of the request: a JSON object.
    package var json: String { JSONValue.object(["text": .string(Self.fitting(head, lines).string)]).text }

    private static func line(_ change: Change, _ state: DriftState) -> SlackText {
        let fields = change.action.differences.map { Shown($0.name) }.joined(separator: ", ")
        let errorType = state == .unhealthy ? change.action.live?.errorType ?? "" : ""
        let text = ChangeText(change)
        let what = [change.blocked.map { "\($0.code)" } ?? "", Shown(errorType), fields].filter { !$0.isEmpty } + text.recorded
        return "• \(state.words): \(code(text.title))\(what.map { " \(code($0))" as SlackText }.joined())"
    }

    private static func code(_ text: Shown) -> SlackText { "\(text.cut(toBytes: longest))" }

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
