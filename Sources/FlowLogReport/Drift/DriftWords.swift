import FlowLogModel
import FlowLogPlan

/// Sentences about drift that every format shares (Contract: CI and cron, Drift).
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
    var summary: Words { isQuiet ? nothing : "\(numbers) \(details)" }

    /// How many loggers differ, of how many.
    var numbers: Words {
        let total = counts.values.reduce(0, +) + unmanaged.count
        return "Drift: \(total - inSync) of \(Words.counted(total, "logger"))."
    }

    /// How many in each state, in parentheses: what is drift or is not known, then the rest.
    var details: Words {
        let differing = DriftState.allCases.filter { $0 != .inSync }.map { Words.ifAny(counts[$0] ?? 0, $0.words) }
        let failed = plan.failures.count
        let bad = Words.list(
            differing + [.ifAny(unmanaged.count, "unmanaged"), failed == 0 ? "" : "\(Words.counted(failed, "stack")) not checked"])
        let rest = Words.list([
            "\(inSync) in sync", failsOnUnmanaged ? "" : "\(plan.unmanaged.count) unmanaged", .ifAny(inBuild, "in BUILD"),
        ])
        return "(\(Words.list([bad, rest], separator: "; ")))"
    }

    /// That nothing differs.
    var nothing: Words {
        if let none = PlanWords(plan).none { return "No drift. \(none)" }
        let building: Words = inBuild == 0 ? "" : " (\(inBuild) in BUILD)"
        return inSync == 1
            ? "No drift. 1 logger is as the manifests say.\(building)" : "No drift. \(inSync) loggers are as the manifests say.\(building)"
    }

    private var inSync: Int { counts[.inSync] ?? 0 }

    private var inBuild: Int { PlanSummary(plan).inBuild }

    /// That loggers are left out; nil if none are.
    var partial: Shown? { PlanWords(plan).selection.map { "Partial check (\($0)): what is not selected is not checked." } }
}

extension DriftState {
    /// As people say it.
    var words: Words { self == .inSync ? "in sync" : "\(self)" }
}

extension Plan.UnmanagedLogger {
    /// Its name in quotes and its region.
    var title: Shown { "\(JSONValue(live.fields[.name]).text) (\(place.region ?? "-"))" }
}
