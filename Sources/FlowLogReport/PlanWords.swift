import FlowLogModel
import FlowLogPlan

/// The sentences about a whole plan, which every format has. Nothing in them needs escaping for a terminal.
struct PlanWords {
    let plan: Plan

    init(_ plan: Plan) { self.plan = plan }

    /// Whether there is nothing to do, and nothing that is not known.
    var isQuiet: Bool { !plan.hasChanges && plan.failures.isEmpty }

    /// The numbers, or that there is nothing to do.
    var summary: String { isQuiet ? [nothing, waiting].compactMap { $0 }.joined(separator: " ") : "\(numbers) \(details)" }

    /// The three numbers that Terraform gives.
    var numbers: String {
        let counts = PlanSummary(plan)
        return
            "Plan: \(counts.create + counts.replace) to add, \(counts.update) to change, \(counts.delete + counts.replace) to destroy."
    }

    /// The other numbers, in parentheses.
    var details: String {
        let counts = PlanSummary(plan)
        let failed = plan.failures.count
        let special = [
            counts.replace > 0 ? "\(counts.replace) to replace" : nil, counts.blocked > 0 ? "\(counts.blocked) blocked" : nil,
            failed > 0 ? "\(counted(failed, "stack")) not planned" : nil,
        ].compactMap { $0 }.joined(separator: ", ")
        let rest =
            "\(counts.noOp) unchanged, \(counts.unmanaged) unmanaged" + (counts.unhealthy > 0 ? ", \(counts.unhealthy) unhealthy" : "")
            + (counts.inBuild > 0 ? ", \(counts.inBuild) in BUILD" : "")
        return "(\(special.isEmpty ? "" : "\(special); ")\(rest))"
    }

    /// That loggers are not ready yet, and that apply waits for them; nil if there are none.
    var waiting: String? {
        let count = PlanSummary(plan).inBuild
        guard count > 0, plan.options.purpose == .reconcile else { return nil }
        return "\(counted(count, "logger")) in BUILD: apply waits until \(count == 1 ? "it is" : "they are") ready."
    }

    /// That there is nothing to do.
    var nothing: String {
        switch plan.options.purpose {
        case .reconcile:
            "No changes. \(plan.options.isPartial ? "The selected loggers" : "Live loggers") match the manifest."
                + (plan.unmanaged.isEmpty ? "" : " (\(plan.unmanaged.count) unmanaged)")
        case .destroy: "No changes. The stack owns no loggers."
        case .release: "No changes. There are no loggers to release."
        }
    }

    /// The options that leave loggers out; nil if there are none.
    var selection: String? {
        guard plan.options.isPartial, plan.options.purpose == .reconcile else { return nil }
        let options = plan.options.targets.map { "--target \($0.text)" } + plan.options.excludes.map { "--exclude \($0.text)" }
        return TerminalEscape.escaped(options.joined(separator: " "))
    }

    /// That the plan leaves loggers out; nil if it does not.
    var partial: String? { selection.map { "Partial plan (\($0)): what is not selected stays as it is." } }

    /// What apply refuses the plan for; says which stack only where there are several.
    var refusals: [String] {
        plan.stacks.compactMap { stack in
            stack.refusal.map { refusal in
                let place = plan.stacks.count > 1 ? "\(Self.title(stack.stack)): " : ""
                return "refused: \(place)\(TerminalEscape.escaped(refusal.message))"
            }
        }
    }

    /// The stacks of which nothing is known, each with the reason.
    var failures: [(place: String, reason: String)] {
        plan.failures.map { (Self.title($0.stack), TerminalEscape.escaped($0.failure.message)) }
    }

    /// By what people tell saved plans apart.
    static func saved(_ digest: String) -> String { "Digest of the saved plan: \(digest)" }

    /// `STACK (REGION)`.
    static func title(_ stack: DesiredStack) -> String { TerminalEscape.escaped("\(stack.name) (\(stack.region ?? "-"))") }
}
