import FlowLogModel

/// The text of an exported manifest.
struct ExportDocument {
    let stack: String
    /// Whether the stack's name was chosen here, and not asked for.
    let isOurChoice: Bool
    let region: String?
    /// What a plan of it would delete, as sentences.
    let warnings: [String]
    /// By key.
    let loggers: [ExportedLogger]

    var text: String {
        let common = CommonValues(of: loggers.filter(\.problems.isEmpty))
        var text = ""
        for line in head + defaults(common) + [loggers.contains(where: \.problems.isEmpty) ? "loggers:" : "loggers: {}"] {
            text += line + "\n"
        }
        for logger in loggers {
            let entry = ["\(YAMLText.scalar(logger.key)):"] + logger.fields(below: common).map { "  \($0.name): \($0.value)" }
            for note in logger.notes { text += "  # \(note.visible)\n" }
            for problem in logger.problems { text += "  # Not written: \(problem.visible)\n" }
            for line in entry { text += (logger.problems.isEmpty ? "  " : "  # ") + line + "\n" }
        }
        return text
    }

    private var head: [String] {
        var lines = ["# Written by 'flowlogctl export' from live loggers."]
        if isOurChoice {
            lines.append("# Choose the name of the stack before the first apply: it becomes a part of every owner mark.")
        } else {
            lines.append("# Live loggers do not tell previous_keys, lifecycle.replace and lifecycle.ignore_changes: they are missing here.")
        }
        lines += warnings.map { "# Warning: \($0.visible)" }
        lines += ["apiVersion: flowlog/v1", "stack: \(YAMLText.scalar(stack))"]
        if let region, !region.isEmpty { lines.append("region: \(YAMLText.scalar(region))") }
        return lines
    }

    private func defaults(_ common: CommonValues) -> [String] {
        common.isEmpty ? [] : ["defaults:"] + common.fields.map { "  \($0.name): \($0.value)" }
    }
}
