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

/// The part of a plan that belongs to one stack in one region.
package struct StackPlan: Sendable, Hashable {
    package let stack: DesiredStack
    /// Why nothing is known of it, so that it has no changes.
    package let failure: StackFailure?
    package let projectID: ProjectID?
    /// `LiveState.service`, for whoever lists again.
    package let service: String?
    /// All of the project's loggers that it was planned from, by id.
    package let listed: [LiveLogger]
    /// How many loggers other stacks own.
    package let foreignCount: Int
    /// By key, then id; loggers without a key last.
    package let changes: [Change]
    package let refusal: Refusal?
}

/// Why what is live could not be read for a stack; other stacks are planned all the same.
package struct StackFailure: Error, Hashable {
    /// What kind of trouble it is, from which the exit code follows.
    package enum Code: String, Sendable {
        case configuration, authentication, api
    }

    package let code: Code
    /// Not escaped.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// Numbers of a plan; a blocked change counts only as blocked (Contract: Plan).
package struct PlanSummary: Sendable, Hashable {
    package private(set) var create = 0
    package private(set) var update = 0
    package private(set) var replace = 0
    package private(set) var delete = 0
    package private(set) var noOp = 0
    package private(set) var blocked = 0
    package let unmanaged: Int
    package private(set) var unhealthy = 0
    /// Loggers of the manifest that are in BUILD, which apply waits for.
    package private(set) var inBuild = 0

    /// Counts a plan.
    package init(_ plan: Plan) {
        unmanaged = plan.unmanaged.count
        for change in plan.changes {
            if change.isUnhealthy, change.action.target != nil { unhealthy += 1 }
            if change.isInBuild, change.action.target != nil { inBuild += 1 }
            guard change.blocked == nil else {
                blocked += 1
                continue
            }
            switch change.action {
            case .noOp: noOp += 1
            case .create: create += 1
            case .update: update += 1
            case .replace: replace += 1
            case .delete: delete += 1
            }
        }
    }
}
