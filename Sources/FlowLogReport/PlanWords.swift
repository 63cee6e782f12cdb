import FlowLogModel
import FlowLogPlan

/// Sentences about a whole plan that every format shares.
struct PlanWords {
    let plan: Plan

    init(_ plan: Plan) { self.plan = plan }

    /// Whether there is nothing to do, and nothing unknown.
    var isQuiet: Bool { !plan.hasChanges && plan.failures.isEmpty }

    /// The numbers, or that there is nothing to do.
    var summary: Words { isQuiet ? .list([nothing, waiting ?? ""], separator: " ") : "\(numbers) \(details)" }

    /// The three numbers that Terraform gives.
    var numbers: Words {
        let counts = PlanSummary(plan)
        return
            "Plan: \(counts.create + counts.replace) to add, \(counts.update) to change, \(counts.delete + counts.replace) to destroy."
    }

    /// The other numbers, in parentheses.
    var details: Words {
        let counts = PlanSummary(plan)
        let failed = plan.failures.count
        let special = Words.list([
            .ifAny(counts.replace, "to replace"), .ifAny(counts.blocked, "blocked"),
            failed == 0 ? "" : "\(Words.counted(failed, "stack")) not planned",
        ])
        let rest = Words.list([
            "\(counts.noOp) unchanged", "\(counts.unmanaged) unmanaged",
            .ifAny(counts.unhealthy, "unhealthy"), .ifAny(counts.inBuild, "in BUILD"),
        ])
        return "(\(Words.list([special, rest], separator: "; ")))"
    }

    /// That loggers are not ready yet, and that apply waits for them; nil if there are none.
    var waiting: Words? {
        let count = PlanSummary(plan).inBuild
        guard count > 0, plan.options.purpose == .reconcile else { return nil }
        return count == 1
            ? "1 logger in BUILD: apply waits until it is ready." : "\(count) loggers in BUILD: apply waits until they are ready."
    }

    /// That there is nothing to do.
    var nothing: Words {
        if let none { return "No changes. \(none)" }
        switch plan.options.purpose {
        case .reconcile:
            let unmanaged: Words = plan.unmanaged.isEmpty ? "" : " (\(plan.unmanaged.count) unmanaged)"
            return plan.options.isPartial
                ? "No changes. The selected loggers match the manifest.\(unmanaged)"
                : "No changes. Live loggers match the manifest.\(unmanaged)"
        case .destroy: return "No changes. The stack owns no loggers."
        case .release: return "No changes. There are no loggers to release."
        }
    }

    /// That a shard has no stacks, of which nothing can be said.
    var none: Words? {
        guard plan.stacks.isEmpty, let shard = plan.shard else { return nil }
        return "No stack is in shard \(shard.index)/\(shard.count)."
    }

    /// The options that leave loggers out; nil if there are none.
    var selection: Shown? {
        guard plan.options.isPartial, plan.options.purpose == .reconcile else { return nil }
        let options =
            plan.options.targets.map { "--target \($0.text)" as Shown } + plan.options.excludes.map { "--exclude \($0.text)" as Shown }
        return options.joined(separator: " ")
    }

    /// That the plan leaves loggers out; nil if it does not.
    var partial: Shown? { selection.map { "Partial plan (\($0)): what is not selected stays as it is." } }

    /// Why apply refuses the plan; names the stack only if there are several.
    var refusals: [Shown] {
        plan.stacks.compactMap { stack in
            guard let message = stack.refusal?.message else { return nil }
            return plan.stacks.count > 1 ? "refused: \(Self.title(stack)): \(message)" : "refused: \(message)"
        }
    }

    /// The stacks of which nothing is known, each with the reason.
    var failures: [(title: Shown, reason: Shown)] {
        plan.failures.map { (Self.title($0.stack), Shown($0.failure.message)) }
    }

    /// By what people tell saved plans apart.
    static let digest: Words = "Digest of the saved plan: "

    /// `STACK (REGION)`, with the cloud in front where only that tells it from others.
    static func title(_ stack: StackPlan) -> Shown { "\(stack.name) (\(stack.stack.region ?? "-"))" }

    /// `STACK (REGION), project ID`: where a stack of which something is known acts.
    static func heading(_ stack: StackPlan) -> Shown {
        guard stack.failure == nil else { return title(stack) }
        return "\(title(stack)), project \(stack.projectID?.text ?? "unknown")"
    }

    /// What a page is about: the one stack, or how many there are.
    var subject: Shown { plan.stacks.count == 1 ? Self.heading(plan.stacks[0]) : "\(plan.stacks.count) stacks" }
}
