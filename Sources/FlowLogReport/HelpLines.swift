package import FlowLogPlan

/// A help whose first line says what to do, and whose others are commands.
enum HelpLines {
    static func of(_ help: String) -> [Shown] {
        help.split(separator: "\n").enumerated().map { index, line in
            index == 0 ? "  = help: \(String(line))" : "      \(String(line))"
        }
    }
}

extension Plan.Warning {
    /// What to do about it; a command stands on a line of its own, so that it can be copied.
    package var helpLines: [Shown] { help.map(HelpLines.of) ?? [] }
}
