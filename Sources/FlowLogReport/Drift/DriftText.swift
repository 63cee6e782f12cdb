import FlowLogModel
package import FlowLogPlan

/// Drift for people: what differs, logger by logger, and a line that sums up (Contract: CI and cron, Drift).
package struct DriftText {
    private let words: DriftWords
    private let style: Style

    /// - Parameter failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too, and are listed.
    package init(_ plan: Plan, style: Style, failsOnUnmanaged: Bool) {
        words = DriftWords(plan, failsOnUnmanaged: failsOnUnmanaged)
        self.style = style
    }

    /// The whole text, with a line end at its end.
    package var text: String {
        var lines = words.plan.stacks.flatMap(section) + unmanaged
        if words.plan.changes.contains(where: { !$0.action.differences.isEmpty }) {
            lines += ["Fields are shown as live -> manifest.", ""]
        }
        if let partial = words.partial { lines += [partial, ""] }
        lines.append(words.isQuiet ? style.green(words.nothing) : "\(style.bold(words.numbers)) \(words.details)")
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ stack: StackPlan) -> [String] {
        let title = [style.bold(PlanWords.title(stack.stack)), ""]
        if let failure = stack.failure {
            return title + ["  \(style.red("not checked")): \(TerminalEscape.escaped(failure.message))", ""]
        }
        let blocks = stack.changes.compactMap { change in
            change.driftState.flatMap { $0 == .inSync ? nil : block(change, $0) }
        }
        return blocks.isEmpty ? [] : title + blocks.flatMap { $0 + [""] }
    }

    private func block(_ change: Change, _ state: DriftState) -> [String] {
        let text = ChangeText(change, style: style)
        let code = change.blocked.map { " (\($0.code.rawValue))" } ?? ""
        let id = text.id.map { "  \($0)" } ?? ""
        return ["  \(painted(state))\(code)  \(text.name)\(id)"] + text.drifted.map { "      \($0)" }
    }

    /// What has gone wrong is red; what is only another way than the manifest says is yellow.
    private func painted(_ state: DriftState) -> String {
        switch state {
        case .blocked, .missing, .unhealthy: style.red(state.words)
        case .extra, .superseded, .modified, .unadopted, .inSync: style.yellow(state.words)
        }
    }

    private var unmanaged: [String] {
        guard !words.unmanaged.isEmpty else { return [] }
        return [style.bold("owned by no stack"), ""]
            + words.unmanaged.map { "  \(style.yellow("unmanaged"))  \($0.place)  \(TerminalEscape.escaped($0.live.id))" } + [""]
    }
}
