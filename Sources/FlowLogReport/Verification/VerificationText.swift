import FlowLogModel
import FlowLogPlan
package import FlowLogVerify

/// What `verify` found, for people: every logger and what it does, what is not known and why, and a summary line.
package struct VerificationText {
    private let verification: Verification
    private let style: Style

    package init(_ verification: Verification, style: Style) {
        self.verification = verification
        self.style = style
    }

    /// The whole report.
    package var text: Shown {
        let notes = unknowns + grants
        let sections = verification.stacks.map(section) + (notes.isEmpty ? [] : [notes.map { "\($0)\n" }.joined()])
        return (sections + [summary]).joined(separator: "\n")
    }

    private func section(_ stack: Verification.Stack) -> Shown {
        let title = style.bold(PlanWords.title(stack.plan))
        if let failure = stack.plan.failure { return "\(title)\n\n  \(style.red("!")) not verified: \(failure.message)\n" }
        let lines = stack.items.flatMap { item -> [Shown] in
            let id: Shown = item.change.action.live.map { "  \($0.id)" } ?? ""
            return ["  \(symbol(item)) \(item.change.key ?? "")  \(says(item))\(id)"] + advice(item).map { "       \($0)" }
        }
        return "\(title)\n\n\(lines.map { "\($0)\n" as Shown }.joined())"
    }

    private func symbol(_ item: Verification.Item) -> Shown {
        if item.problem != nil { return style.red("! ") }
        return item.unknowns.isEmpty ? style.green("ok") : style.yellow("? ")
    }

    /// What a logger does, in a few words.
    private func says(_ item: Verification.Item) -> Shown {
        guard let status = item.change.action.live?.status.rawValue else { return item.problem == .resource ? "no resource" : "missing" }
        switch item.statusProblem ?? item.portsProblem {
        case .resource: return "\(status), but what it is to record is not known"
        case .missing: return "missing"
        case .status: return "\(status), should be \(LoggerStatus.goal(isEnabled: item.isEnabled).rawValue)"
        case .noPort: return "\(status), captures no ports"
        case nil where item.isEnabled:
            let files: Shown =
                if case .fresh(let newest, let now) = item.freshness {
                    ", newest file \(VerificationWords.age(from: newest, to: now)) old"
                } else { "" }
            return "\(status), captures \(Words.counted(item.ports, "port"))\(files)"
        default: return "\(status), switched off as the manifest says"
        }
    }

    private func advice(_ item: Verification.Item) -> [Shown] {
        let own: [Shown] =
            switch item.statusProblem ?? item.portsProblem {
            case .resource, .missing: [item.change.blocked.map { Shown($0.message) } ?? "flowlogctl apply creates it"]
            case .noPort:
                [
                    "its target\(item.change.naming?.wanted.map { " (\($0))" as Shown } ?? "") has no ports that are recorded yet\(item.change.naming?.wanted == nil ? ", or no longer exists: check resource_id" as Words : "")"
                ]
            case .status: error(of: item)
            default: []
            }
        return own + container(of: item) + files(of: item)
    }

    private func error(of item: Verification.Item) -> [Shown] {
        guard let live = item.change.action.live, live.status == .error else { return [] }
        let type: [Shown] = live.errorType.isEmpty ? [] : ["error_type: \(live.errorType)"]
        return type + ErrorAdvice(errorType: live.errorType).lines
    }

    private func container(of item: Verification.Item) -> [Shown] {
        guard item.containerProblem != nil, let container = item.container, let says = VerificationWords.says(container) else { return [] }
        return ["\(says)"]
    }

    private func files(of item: Verification.Item) -> [Shown] {
        guard let freshness = item.freshness else { return [] }
        switch freshness {
        // That is said of the container.
        case .stale(_, _, _, isMissing: true) where item.container == .missing: return []
        case .pending: return ["\(VerificationWords.says(freshness))"]
        case .stale(_, _, _, isMissing: let isMissing):
            let isExplained = isMissing || item.containerProblem != nil
            let advice: [Shown] = [
                "check that the container is there and lets the flow log system account write (verify --storage);",
                "a network without traffic may have no files",
            ]
            return ["\(VerificationWords.says(freshness))"] + (isExplained ? [] : advice)
        case .fresh, .unknown, .notChecked: return []
        }
    }

    /// What holds for many loggers is said once.
    private var unknowns: [Shown] {
        var names: [String: [String]] = [:]
        for item in verification.items {
            for reason in Set(VerificationWords.unknowns(item)) { names[reason, default: []].append(item.change.name) }
        }
        return names.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }.map { reason, names in
            "\(style.yellow("?")) \(reason)\n    \(names.sorted().listed)"
        }
    }

    /// How containers are opened to the writer, each once.
    private var grants: [Shown] {
        let grants = verification.stacks.flatMap { stack in
            stack.items.compactMap { item -> MissingGrant? in
                guard case .notWritable(let acl, let url) = item.container, let writer = stack.plan.stack.storageWriter else { return nil }
                return MissingGrant(url: url, acl: acl, writer: writer)
            }
        }
        return Set(grants).sorted().flatMap { HelpLines.of($0.help) }
    }

    private var summary: Shown {
        let all = verification.items
        let bad = all.count { $0.problem != nil }
        let failed = verification.stacks.count { $0.plan.failure != nil }
        let unknown = all.count { !$0.unknowns.isEmpty }
        let rest: Words =
            "\(unknown == 0 ? "" : " Not everything is known of \(Words.counted(unknown, "logger")).")\(failed == 0 ? "" : " \(Words.counted(failed, "stack")) could not be read.")"
        if bad > 0 { return "\(style.bold("Not as the manifests say: \(bad) of \(Words.counted(all.count, "logger"))."))\(rest)\n" }
        let on = all.count(where: \.isEnabled)
        let capturing: Words = on == 1 ? "1 logger captures" : "\(on) loggers capture"
        let off: Words = on == all.count ? "" : ", \(all.count - on) switched off"
        let proven: Shown = "\(capturing)\(off)\(files)."
        return "\(failed + unknown == 0 ? style.green(proven) : proven)\(rest)\n"
    }

    /// How many loggers have fresh files, if that was asked.
    private var files: Words {
        let asked = verification.items.compactMap(\.freshness)
        guard !asked.isEmpty else { return "" }
        let fresh = asked.count(where: \.isFresh)
        if fresh == asked.count { return ", files arrive" }
        return fresh == 0 ? "" : ", files of \(fresh) arrive"
    }
}
