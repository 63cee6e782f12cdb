import FlowLogModel
import FlowLogPlan
import FlowLogReport

extension Pipeline {
    /// Asks for `yes`, after saying where the plan acts.
    func askForYes(_ plan: Plan) async -> Bool {
        sayWhere(plan)
        return await console.ask("Apply these changes? Only 'yes' is accepted: ") == "yes"
    }

    /// Names project and region of every stack that changes.
    func sayWhere(_ plan: Plan) {
        for stack in plan.stacks where stack.changes.contains(where: \.isPending) {
            let project = stack.projectID?.text ?? "unknown"
            console.say("\(stack.name) acts on project \(project) in region \(stack.stack.region ?? "-").")
        }
    }

    /// - Throws: exit 64 if the question must be asked and nobody can answer it.
    func requireAnswer(_ yes: Bool) throws {
        guard yes || console.canAsk else {
            throw CommandError(
                .usage,
                context.isInteractive
                    ? "--no-input forbids the question, and there is no --yes to answer it"
                    : "there is no terminal to ask on: both stdin and stderr must be terminals",
                help: "use --yes to go ahead without being asked")
        }
    }
}
