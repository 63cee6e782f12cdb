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
    /// Which were told to differ and no longer do, in order.
    package let settled: [ChangeAddress]
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

        let named = plan.stacks.map { (region: $0.stack.region, name: ToldDrift.name(of: $0)) }
        let unmanaged = Set(plan.stacks.map(\.stack.region)).map { (region: $0, name: ToldDrift.name(ofUnmanagedIn: $0)) }
        var changes: Set<ChangeAddress> = []
        var settled: [ChangeAddress] = []
        for (region, name) in named + unmanaged.sorted(by: { $0.name < $1.name }) {
            let (told, found) = (before.drift[name] ?? [:], now.drift[name] ?? [:])
            for (address, digest) in found where told[address] != digest {
                changes.insert(ChangeAddress(region: region, address: address))
            }
            settled += told.keys.filter { found[$0] == nil }.sorted().map { ChangeAddress(region: region, address: $0) }
        }
        told = now.drift.values.reduce(0) { $0 + $1.count } - changes.count
        self.changes = changes
        self.settled = settled
    }

    /// Whether this drift was not told.
    package func has(_ change: Change) -> Bool { changes.contains(change.fullAddress) }

    /// Whether it was not told that this logger has no owner.
    package func has(_ logger: Plan.UnmanagedLogger) -> Bool {
        changes.contains(ChangeAddress(region: logger.region, address: "?\(logger.live.id)"))
    }

    /// Whether it was not told that this stack cannot be checked.
    package func hasFailure(of stack: StackPlan) -> Bool { stacks.contains(ToldDrift.name(of: stack)) }
}
