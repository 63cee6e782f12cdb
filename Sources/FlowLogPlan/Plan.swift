package import FlowLogModel

/// What apply would do, for every logger of every stack of a run.
package struct Plan: Sendable, Hashable {
    /// By name, then region.
    package let stacks: [StackPlan]
    package let options: PlanOptions
    /// Loggers that no stack owns or takes over, by region, then id; never touched.
    package let unmanaged: [UnmanagedLogger]
    package let warnings: [Warning]

    /// Every change, in the order of Contract: Plan.
    package var changes: [Change] { stacks.count == 1 ? stacks[0].changes : stacks.flatMap(\.changes) }

    /// Whether apply has anything to do, or would have if nothing were blocked: the one place that says so.
    package var hasChanges: Bool { stacks.contains { $0.changes.contains(where: \.isOpen) } }

    /// What apply refuses this plan for, if anything: the one place that says so (Contract: Safety).
    package var refusal: Refusal? { stacks.lazy.compactMap(\.refusal).first }

    /// Keys that an option names and that no logger has, wanted or live.
    package var unmatchedSelectors: [KeySelector] {
        let changes = changes
        return (options.targets + options.excludes + options.replaces).filter { selector in
            !changes.contains { selector.matches($0) }
                && !stacks.contains { stack in stack.stack.loggers.contains { selector.matches(stack: stack.stack.name, key: $0.key) } }
        }
    }

    /// Keys that are to be replaced and, by another option, left alone.
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
        package let region: String?
        package let live: LiveLogger
    }

    /// Something that does not stop the run but that people should look at.
    package struct Warning: Sendable, Hashable {
        package let region: String?
        /// The code that `explain` knows, if there is one.
        package let code: Diagnostic.Code?
        package let message: String

        init(region: String?, code: Diagnostic.Code? = nil, message: String) {
            self.region = region
            self.code = code
            self.message = message
        }
    }
}
