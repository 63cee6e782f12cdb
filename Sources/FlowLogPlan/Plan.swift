package import FlowLogModel

/// What apply would do, for every logger of every stack of a run.
package struct Plan: Sendable, Hashable {
    /// By name, then region.
    package let stacks: [StackPlan]
    /// What the run was asked to do.
    package let options: PlanOptions
    /// Loggers that no stack owns or takes over, by region, then id; never touched.
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

    /// Selectors that match no logger, neither a wanted nor a live one.
    package var unmatchedSelectors: [KeySelector] {
        let changes = changes
        return (options.targets + options.excludes + options.replaces).filter { selector in
            !changes.contains { selector.matches($0) }
                && !stacks.contains { stack in stack.stack.loggers.contains { selector.matches(stack: stack.stack.name, key: $0.key) } }
        }
    }

    /// Selectors of `--replace` that another option leaves out of the run.
    package var contradictedReplaces: [KeySelector] {
        let changes = changes
        return options.replaces.filter { selector in changes.contains { selector.matches($0) && !options.selects($0) } }
    }

    /// Stacks of which nothing is known, with the reason.
    package var failures: [(stack: DesiredStack, failure: StackFailure)] {
        stacks.compactMap { stack in stack.failure.map { (stack.stack, $0) } }
    }

    /// A logger that no stack owns.
    package struct UnmanagedLogger: Sendable, Hashable {
        /// Where it is.
        package let region: String?
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

        init(region: String?, code: Diagnostic.Code? = nil, message: String) {
            self.region = region
            self.code = code
            self.message = message
        }
    }
}
