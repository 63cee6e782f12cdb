package import FlowLogPlan

extension Plan.Warning {
    /// What to do about it; a command stands on a line of its own, so that it can be copied.
    package var helpLines: [Shown] {
        guard let help else { return [] }
        return help.split(separator: "\n").enumerated().map { index, line in
            index == 0 ? "  = help: \(String(line))" : "      \(String(line))"
        }
    }
}
