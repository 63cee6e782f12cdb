import FlowLogModel
package import FlowLogPlan

/// Whether the loggers that manifests want capture: each has the desired status and, if enabled, at least one logging port
/// (Contract: Commands).
package struct Verification: Sendable {
    /// One logger of a manifest.
    package struct Item: Sendable {
        /// What a plan says of it.
        package let change: Change
        /// How many ports it captures; 0 for a logger that is not there.
        package let ports: Int
        /// Why it does not do what the manifest wants; nil if it does.
        package let problem: Problem?

        /// Whether the manifest wants it to collect.
        package var isEnabled: Bool { change.action.target?.fields.isEnabled ?? true }
    }

    /// What is wrong with one logger.
    package enum Problem: String, Sendable, CaseIterable {
        /// It is not known what it is to record.
        case resource
        /// It is not there, or nobody can say which one it is.
        case missing
        /// Its status is not the desired one.
        case status
        /// It is ACTIVE and captures no port: its target has none, or is gone.
        case noPort = "no_port"
    }

    /// A stack, as it was planned.
    package struct Stack: Sendable {
        /// The part of the plan that the items are from.
        package let plan: StackPlan
        /// By key.
        package let items: [Item]
    }

    /// As the plan has them.
    package let stacks: [Stack]

    /// Checks the loggers of a plan that is not partial.
    /// - Parameters:
    ///   - plan: says which live logger is whose.
    ///   - ports: how many ports each logger captures, by its id.
    package init(_ plan: Plan, ports: [String: Int]) {
        stacks = plan.stacks.map { stack in
            Stack(plan: stack, items: stack.changes.filter(\.isWanted).map { Item($0, ports: ports) })
        }
    }

    /// All loggers of all stacks.
    package var items: [Item] { stacks.flatMap(\.items) }

    /// Whether every logger of every stack that could be read does what the manifest wants.
    package var isProven: Bool { items.allSatisfy { $0.problem == nil } }
}

extension Verification.Item {
    fileprivate init(_ change: Change, ports: [String: Int]) {
        self.change = change
        let live = change.action.live
        let count = live.flatMap { ports[$0.id] } ?? 0
        self.ports = count
        problem =
            if change.blocked?.isUnresolved ?? false {
                .resource
            } else if let live, let target = change.action.target {
                if live.status != target.goal { .status } else if target.fields.isEnabled, count == 0 { .noPort } else { nil }
            } else {
                .missing
            }
    }
}
