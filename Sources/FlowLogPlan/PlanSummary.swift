import FlowLogModel

/// Numbers of a plan; a blocked change counts only as blocked (Contract: Plan).
package struct PlanSummary: Sendable, Hashable {
    /// Loggers to create, replaces aside.
    package private(set) var create = 0
    /// Loggers to update, adopt, rename, move or release.
    package private(set) var update = 0
    /// Loggers to replace.
    package private(set) var replace = 0
    /// Loggers to delete, replaces aside.
    package private(set) var delete = 0
    /// Loggers that stay as they are.
    package private(set) var noOp = 0
    /// Changes that must not be made.
    package private(set) var blocked = 0
    /// Loggers that no stack owns.
    package let unmanaged: Int
    /// Loggers of the manifests in ERROR, or with a status that contradicts `admin_state_up`.
    package private(set) var unhealthy = 0
    /// Loggers of the manifest that are in BUILD, which apply waits for.
    package private(set) var inBuild = 0

    /// Counts a plan.
    package init(_ plan: Plan) {
        unmanaged = plan.unmanaged.count
        for change in plan.changes {
            if change.isUnhealthy, change.isWanted { unhealthy += 1 }
            if change.isInBuild, change.isWanted { inBuild += 1 }
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
