package import FlowLogModel
package import FlowLogPlan

/// Whether the loggers that manifests want capture: each has the desired status and, if enabled, at least one logging port
/// (Contract: Commands); and, where that was asked for, whether its container can be written and its files arrive (Contract: Storage).
package struct Verification: Sendable {
    /// One logger of a manifest.
    package struct Item: Sendable {
        /// What a plan says of it.
        package let change: Change
        /// How many ports it captures; 0 for a logger that is not there.
        package let ports: Int
        /// Whether its container can be written; nil if that was not asked.
        package let container: ContainerVerdict?
        /// Whether its files arrive; nil if that was not asked, or if it is not to write any.
        package let freshness: Freshness?
        /// Whether the manifest wants it to collect.
        package var isEnabled: Bool { change.action.target?.fields.isEnabled ?? true }
    }

    /// What is wrong with one logger.
    package enum Problem: String, Sendable {
        /// It is not known what it is to record.
        case resource
        /// It is not there, or nobody can say which one it is.
        case missing
        /// Its status is not the desired one.
        case status
        /// It is ACTIVE and captures no port: its target has none, or is gone.
        case noPort = "no_port"
        /// What it writes to is not there.
        case containerMissing = "container-missing"
        /// The service's account may not write there.
        case containerNotWritable = "container-not-writable"
        /// No file has come for too long.
        case stale
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
    ///   - containers: of each logger, if they were asked for.
    ///   - freshness: of each logger that is to write files, if they were asked for.
    package init(
        _ plan: Plan, ports: [String: Int], containers: [ChangeAddress: ContainerVerdict] = [:], freshness: [ChangeAddress: Freshness] = [:]
    ) {
        stacks = plan.stacks.map { stack in
            Stack(
                plan: stack,
                items: stack.changes.filter(\.isWanted).map { change in
                    Item(change, ports: ports, containers[change.fullAddress], freshness[change.fullAddress])
                })
        }
    }

    /// All loggers of all stacks.
    package var items: [Item] { stacks.flatMap(\.items) }

    /// Whether every logger of every stack that could be read does what the manifest wants.
    package var isProven: Bool { items.allSatisfy { $0.problem == nil } }

    /// What was asked and not found out.
    package var unknowns: [StorageFailure] { items.flatMap(\.unknowns) }
}

extension Verification.Item {
    /// What was asked of it and not found out.
    package var unknowns: [StorageFailure] {
        var unknowns: [StorageFailure] = []
        if case .notChecked(let failure) = container { unknowns.append(failure) }
        switch freshness {
        case .unknown(let reason): unknowns.append(StorageFailure(.unanswered, reason))
        case .notChecked(let failure): unknowns.append(failure)
        case .fresh, .pending, .stale, nil: break
        }
        return unknowns
    }

    /// What is wrong with its status; nil if it is the desired one.
    package var statusProblem: Verification.Problem? {
        if change.blocked?.isUnresolved ?? false { return .resource }
        guard let live = change.action.live, let target = change.action.target else { return .missing }
        return live.status == target.goal ? nil : .status
    }

    /// What is wrong with its ports; nil if it has some, or needs none.
    package var portsProblem: Verification.Problem? {
        switch statusProblem {
        case .resource: .resource
        case .missing: .missing
        default: isEnabled && ports == 0 ? .noPort : nil
        }
    }

    /// What is wrong with its container, as far as is known.
    package var containerProblem: Verification.Problem? {
        switch container {
        case .missing: .containerMissing
        case .notWritable: .containerNotWritable
        case .ok, .notChecked, nil: nil
        }
    }
}

extension Verification.Item {
    fileprivate init(_ change: Change, ports: [String: Int], _ container: ContainerVerdict?, _ freshness: Freshness?) {
        self.change = change
        self.ports = change.action.live.flatMap { ports[$0.id] } ?? 0
        self.container = container
        self.freshness = freshness
    }

    /// Why it does not do what the manifest wants, the first that is wrong; nil if it does, as far as is known.
    package var problem: Verification.Problem? {
        statusProblem ?? portsProblem ?? containerProblem ?? (freshness?.isStale == true ? .stale : nil)
    }
}
