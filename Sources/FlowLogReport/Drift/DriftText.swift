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
    package var text: Shown {
        var lines = words.plan.stacks.flatMap(section) + unmanaged
        if words.plan.changes.contains(where: { !$0.action.differences.isEmpty }) {
            lines += ["Fields are shown as live -> manifest.", ""]
        }
        if let partial = words.partial { lines += [partial, ""] }
        lines.append(words.isQuiet ? style.green(Shown(words.nothing)) : "\(style.bold(Shown(words.numbers))) \(words.details)")
        return lines.map { "\($0)\n" }.joined()
    }

    private func section(_ stack: StackPlan) -> [Shown] {
        let title = [style.bold(PlanWords.heading(stack)), ""]
        if let failure = stack.failure { return title + ["  \(style.red("not checked")): \(failure.message)", ""] }
        let blocks = stack.changes.compactMap { change in
            change.driftState.flatMap { $0 == .inSync ? nil : block(change, $0) }
        }
        return blocks.isEmpty ? [] : title + blocks.flatMap { $0 + [""] }
    }

    private func block(_ change: Change, _ state: DriftState) -> [Shown] {
        let text = ChangeText(change, style: style)
        return style.folded("  \(painted(text.headline(state), state))") + text.drifted.flatMap { style.folded("      \($0)") }
    }

    /// Red for what has gone wrong, yellow for what merely differs from the manifest.
    private func painted(_ line: Shown, _ state: DriftState) -> Shown {
        switch state {
        case .blocked, .missing, .unhealthy: style.red(line)
        case .extra, .superseded, .modified, .unadopted, .inSync: style.yellow(line)
        }
    }

    private var unmanaged: [Shown] {
        guard !words.unmanaged.isEmpty else { return [] }
        return [style.bold("owned by no stack"), ""]
            + words.unmanaged.map { "  \(style.yellow("unmanaged  \($0.title)  \($0.live.id)"))" } + [""]
    }
}
