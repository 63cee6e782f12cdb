import FlowLogAPI
import FlowLogModel
import FlowLogPlan
import FlowLogReport

/// What `--shard` leaves of a run (Contract: Many stacks, Shards).
extension Pipeline {
    /// Says how many of the stacks are its own.
    func sayShard(_ own: [DesiredStack], of stacks: [DesiredStack], _ options: PlanOptions) {
        guard let shard = options.shard else { return }
        let rest = own.isEmpty ? ", nothing to do" : ""
        console.remark(.note, "shard \(shard.description): \(own.count) of \(counted(stacks.count, "stack"))\(rest)")
    }

    /// The run's own stacks, and those of other shards that may claim what its own find: what they claim is taken here too.
    func inView(of own: [DesiredStack], among stacks: [DesiredStack], _ logins: Logins) -> [DesiredStack] {
        guard own.count < stacks.count else { return own }
        let neighbourhood = Neighbourhood(of: Set(own.map(\.place)), credentials: logins.compactMapValues { try? $0.get() })
        return stacks.filter { neighbourhood.contains($0.place) }
    }
}
