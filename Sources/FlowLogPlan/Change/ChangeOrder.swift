/// In which order changes are shown. Those of one rank keep the order of the plan.
package enum ChangeOrder: Sendable {
    /// What a terminal shows last is read first: what ends recording stands next to the numbers, with only what is blocked below it. The
    /// rest is as apply acts (Contract: Apply, Order).
    case endingLast
    /// By what an action does, blocked or not, with deletes before all others, then what switches off: of many annotations the first ones
    /// are shown, and a page that is too long loses its end.
    case worstFirst

    /// The changes in this order.
    package func sorted(_ changes: [Change]) -> [Change] {
        Dictionary(grouping: changes, by: rank).sorted { $0.key < $1.key }.flatMap(\.value)
    }

    private func rank(_ change: Change) -> Int {
        switch self {
        case .endingLast:
            guard change.blocked == nil else { return 8 }
            return switch change.action {
            case .noOp: 0
            case .update: change.endsCapture ? 5 : 1
            case .create: 2
            case .replace: change.endsCapture ? 6 : 3
            case .delete: change.endsCapture ? 7 : 4
            }
        case .worstFirst:
            if change.action.switchesOff { return 1 }
            return switch change.action {
            case .delete: 0
            case .replace: 2
            case .noOp: 3
            case .update: 4
            case .create: 5
            }
        }
    }
}
