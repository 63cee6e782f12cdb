import FlowLogModel
import FlowLogPlan

/// The sentences about drift, which every format has (Contract: CI and cron, Drift). Nothing in them needs escaping for a terminal.
struct DriftWords {
    let plan: Plan
    let failsOnUnmanaged: Bool

    private let counts: [DriftState: Int]

    init(_ plan: Plan, failsOnUnmanaged: Bool) {
        self.plan = plan
        self.failsOnUnmanaged = failsOnUnmanaged
        counts = plan.stacks.reduce(into: [:]) { $0.merge($1.driftCounts) { $0 + $1 } }
    }

    /// Whether everything is known and as the manifests say.
    var isQuiet: Bool { !plan.hasDrift(failsOnUnmanaged: failsOnUnmanaged) && plan.failures.isEmpty }

    /// What differs, the worst first, then in the plan's order.
    var drifted: [(state: DriftState, change: Change)] {
        let states = plan.changes.compactMap { change in change.driftState.map { ($0, change) } }
        let grouped = Dictionary(grouping: states, by: \.0)
        return DriftState.allCases.filter { $0 != .inSync }.flatMap { grouped[$0] ?? [] }
    }

    /// Loggers that no stack owns, if they count as drift.
    var unmanaged: [Plan.UnmanagedLogger] { failsOnUnmanaged ? plan.unmanaged : [] }

    /// The numbers, or that nothing differs.
    var summary: String { isQuiet ? nothing : "\(numbers) \(details)" }

    /// How many of how many.
    var numbers: String {
        let total = counts.values.reduce(0, +) + unmanaged.count
        return "Drift: \(total - (counts[.inSync] ?? 0)) of \(counted(total, "logger"))."
    }

    /// How many in each state, in parentheses.
    var details: String {
        let differing = DriftState.allCases.filter { $0 != .inSync }.compactMap { state in
            counts[state].map { "\($0) \(state.words)" }
        }
        let failed = plan.failures.count
        let bad =
            differing + (unmanaged.isEmpty ? [] : ["\(unmanaged.count) unmanaged"])
            + (failed > 0 ? ["\(counted(failed, "stack")) not checked"] : [])
        let building = PlanSummary(plan).inBuild
        let fine =
            ["\(counts[.inSync] ?? 0) in sync"] + (failsOnUnmanaged ? [] : ["\(plan.unmanaged.count) unmanaged"])
            + (building > 0 ? ["\(building) in BUILD"] : [])
        return "(\(bad.isEmpty ? "" : "\(bad.joined(separator: ", ")); ")\(fine.joined(separator: ", ")))"
    }

    /// That nothing differs.
    var nothing: String {
        let count = counts[.inSync] ?? 0
        let building = PlanSummary(plan).inBuild
        return "No drift. \(count) logger\(count == 1 ? " is" : "s are") as the manifests say."
            + (building > 0 ? " (\(building) in BUILD)" : "")
    }

    /// That loggers are left out; nil if none are.
    var partial: String? { PlanWords(plan).selection.map { "Partial check (\($0)): what is not selected is not checked." } }
}

extension DriftState {
    /// As people say it.
    var words: String { self == .inSync ? "in sync" : rawValue }
}

extension Plan.UnmanagedLogger {
    /// Its name in quotes and its region. Nothing in it needs escaping for a terminal.
    var place: String { TerminalEscape.escaped("\(JSONValue(live.fields[.name]).text) (\(region ?? "-"))") }
}
