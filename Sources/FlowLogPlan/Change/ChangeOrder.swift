/// In which order changes are shown. Those of one rank keep the order of the plan.
package enum ChangeOrder: Sendable {
    /// As apply acts (Contract: Apply, Order), so that what ends stands next to the numbers; what is blocked comes last.
    case asApplied
    /// What ends first, then what is blocked: a page that is too long loses its end.
    case endingFirst
    /// By what an action does, blocked or not, with deletes before all others: of many annotations the first ones are shown.
    case worstFirst

    /// The changes in this order.
    package func sorted(_ changes: [Change]) -> [Change] {
        Dictionary(grouping: changes, by: rank).sorted { $0.key < $1.key }.flatMap(\.value)
    }

    private func rank(_ change: Change) -> Int {
        switch self {
        case .asApplied:
            guard change.blocked == nil else { return 6 }
            return switch change.action {
            case .noOp: 0
            case .update: 1
            case .create: 2
            case .replace: 3
            case .delete(_, .superseded): 5
            case .delete: 4
            }
        case .endingFirst:
            guard change.blocked == nil else { return 2 }
            return switch change.action {
            case .delete: 0
            case .replace: 1
            case .update: 3
            case .create: 4
            case .noOp: 5
            }
        case .worstFirst:
            return switch change.action {
            case .delete: 0
            case .replace: 1
            case .noOp: 2
            case .update: 3
            case .create: 4
            }
        }
    }
}
