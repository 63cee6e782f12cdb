import FlowLogModel
import FlowLogPlan

/// A stack, and what pages say of its loggers, by section; each section has the worst first.
struct ReviewGroup {
    let stack: StackPlan
    let items: [ReviewSection: [ReviewItem]]
    /// Those of which there is nothing to say.
    let unchanged: [Change]

    /// What a plan does.
    static func planned(_ plan: Plan) -> [ReviewGroup] {
        plan.stacks.map { stack in
            ReviewGroup(stack) { change in
                let text = ChangeText(change)
                return text.headline.map { headline in
                    text.item(
                        text.outcomes(word(change)), headline: headline, lines: text.planned,
                        brief: text.block + text.differences + text.recorded + text.healthOfKept.prefix(1), isNeverCut: change.mayEndCapture
                    )
                }
            }
        }
    }

    /// How loggers are, under what apply would make of it.
    static func drifted(_ plan: Plan) -> [ReviewGroup] {
        plan.stacks.map { stack in
            ReviewGroup(stack) { change in
                guard let state = change.driftState, state != .inSync else { return nil }
                let text = ChangeText(change)
                let word: Shown = change.blocked.map { "\($0.code)" } ?? Shown(state.words)
                return text.item(
                    text.outcomes(word), headline: text.headline(state), lines: text.drifted,
                    brief: text.block + text.health.prefix(1) + text.differences + text.recorded, isNeverCut: true)
            }
        }
    }

    /// - Parameter item: nil where there is nothing to say.
    private init(_ stack: StackPlan, _ item: (Change) -> ReviewItem?) {
        self.stack = stack
        let all = ChangeOrder.worstFirst.sorted(stack.changes).map { ($0, item($0)) }
        items = Dictionary(grouping: all.compactMap { change, item in item.map { (ReviewSection(change), $0) } }) { $0.0 }
            .mapValues { $0.map(\.1) }
        unchanged = all.filter { $1 == nil }.map(\.0)
    }

    private static func word(_ change: Change) -> Shown {
        if let blocked = change.blocked { return "\(blocked.code)" }
        if change.action.switchesOff { return "stops recording" }
        return switch change.action {
        case .noOp: "no change"
        case .replace(let live, let target, _, _) where !live.fields.hasSameTarget(as: target.fields): "replaced for another target"
        case .replace(_, let target, _, _) where target.strategy == .deleteFirst: "replaced with a gap"
        case .create, .update, .replace, .delete: Shown(change.action.verbs.done)
        }
    }
}

extension Change {
    /// Whether something ends that must not go unseen.
    fileprivate var mayEndCapture: Bool {
        guard blocked == nil else { return false }
        return switch action {
        case .delete, .replace: true
        case .noOp, .create, .update: endsCapture
        }
    }
}
