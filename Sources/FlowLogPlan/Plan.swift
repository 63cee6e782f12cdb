package import FlowLogModel

/// What apply would do, for every logger of every stack of a run.
package struct Plan: Sendable, Hashable {
    /// By name, then region, then cloud.
    package let stacks: [StackPlan]
    /// What the run was asked to do.
    package let options: PlanOptions
    /// Loggers that no stack owns or takes over, by region, then cloud, then id; never touched.
    package let unmanaged: [UnmanagedLogger]
    /// By place, then stack.
    package let warnings: [Warning]
    /// Stacks of other shards that may claim what these stacks find, by name, then region: without changes, since nothing is done for them.
    package let neighbours: [StackPlan]

    /// What a run of a shard has planned; nil if it has planned all stacks.
    package var shard: Shard? { options.shard }

    /// Every change, in the order of Contract: Plan.
    package var changes: [Change] { stacks.count == 1 ? stacks[0].changes : stacks.flatMap(\.changes) }

    /// Whether apply has anything to do, or would have if nothing were blocked. Only this says so.
    package var hasChanges: Bool { stacks.contains { $0.changes.contains(where: \.isOpen) } }

    /// Why apply refuses this plan; nil if it does not. Only this says so (Contract: Safety).
    package var refusal: Refusal? { stacks.lazy.compactMap(\.refusal).first }

    /// Selectors of `--replace` that another option leaves out of the run.
    package var contradictedReplaces: [KeySelector] {
        guard options.isPartial, !options.replaces.isEmpty else { return [] }
        let selection = Selection(options)
        let leftOut = Set(changes.lazy.filter { !selection.selects($0) }.flatMap(\.selectors))
        return options.replaces.filter { leftOut.contains($0.text) }
    }

    /// Stacks of which nothing is known, with the reason.
    package var failures: [(stack: StackPlan, failure: StackFailure)] {
        stacks.compactMap { stack in stack.failure.map { (stack, $0) } }
    }

    /// A logger that no stack owns.
    package struct UnmanagedLogger: Sendable, Hashable {
        /// Where it is; of several entries of clouds.yaml that lead to it, the first one.
        package let place: Place
        /// What the service says of it.
        package let live: LiveLogger
    }

    /// Something that does not stop the run but that people should look at.
    package struct Warning: Sendable, Hashable {
        package let region: String?
        /// The code that `explain` knows, if there is one.
        package let code: Diagnostic.Code?
        /// For people; not escaped.
        package let message: String
        /// What to do about it, without a full stop; a line below the first is a command. Not escaped.
        package let help: String?

        init(region: String?, code: Diagnostic.Code? = nil, message: String, help: String? = nil) {
            self.region = region
            self.code = code
            self.message = message
            self.help = help
        }
    }
}
