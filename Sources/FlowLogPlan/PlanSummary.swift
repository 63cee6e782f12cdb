import FlowLogModel

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
