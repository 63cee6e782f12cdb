import FlowLogModel

/// What of a plan's drift was not told before (Contract: CI and cron, Webhook).
package struct DriftNews: Sendable {
    /// Whether nothing differs and everything is known.
    package let isQuiet: Bool
    /// Whether all that was told is over.
    package let isResolved: Bool
    /// Whether it was told that something could not be checked, and now everything could.
    package let isCheckedAgain: Bool
    /// How many loggers differ as was told.
    package let told: Int
    /// Which were told to differ and no longer do, by what people call them, in order.
    package let settled: [(name: String, region: String?)]
    private let changes: Set<ChangeAddress>
    private let stacks: Set<String>

    /// - Parameters:
    ///   - failsOnUnmanaged: `--fail-on-unmanaged`: loggers that no stack owns are drift too.
    ///   - before: what was told before.
    package init(_ plan: Plan, failsOnUnmanaged: Bool, since before: ToldDrift) {
        let now = before.updated(by: plan, failsOnUnmanaged: failsOnUnmanaged)
        isQuiet = now.isQuiet
        isResolved = now.isQuiet && !before.isQuiet
        isCheckedAgain = before.hasFailures && !now.hasFailures
        stacks = Set(now.failures.filter { before.failures[$0] != $1 }.keys)

        var changes: Set<ChangeAddress> = []
        var settled: [(name: String, region: String?)] = []
        func compare(_ name: String, in place: Place, isNamedWithCloud: Bool) {
            let (told, found) = (before.drift[name] ?? [:], now.drift[name] ?? [:])
            for (address, digest) in found where told[address] != digest {
                changes.insert(ChangeAddress(place: place, address: address))
            }
            settled += told.keys.filter { found[$0] == nil }.sorted().map {
                (StackNames.name($0, in: place, withCloud: isNamedWithCloud), place.region)
            }
        }
        for stack in plan.stacks {
            compare(ToldDrift.name(of: stack), in: stack.stack.place, isNamedWithCloud: stack.isNamedWithCloud)
        }
        for region in Set(plan.stacks.map(\.stack.region)).sorted(by: { ($0 ?? "-") < ($1 ?? "-") }) {
            compare(ToldDrift.name(ofUnmanagedIn: region), in: Place(cloud: nil, region: region), isNamedWithCloud: false)
        }
        told = now.drift.values.reduce(0) { $0 + $1.count } - changes.count
        self.changes = changes
        self.settled = settled
    }

    /// Whether this drift was not told.
    package func has(_ change: Change) -> Bool { changes.contains(change.fullAddress) }

    /// Whether it was not told that this logger has no owner.
    package func has(_ logger: Plan.UnmanagedLogger) -> Bool {
        // They are told by region: their ids are their own.
        changes.contains(ChangeAddress(place: Place(cloud: nil, region: logger.place.region), address: "?\(logger.live.id)"))
    }

    /// Whether it was not told that this stack cannot be checked.
    package func hasFailure(of stack: StackPlan) -> Bool { stacks.contains(ToldDrift.name(of: stack)) }
}
