import FlowLogModel
import FlowLogPlan

/// What the manifests name, looked up (Contract: Resources by name).
extension Pipeline {
    /// What each place's loggers record by name, as far as the run selects them.
    func questions(of stacks: [DesiredStack], _ options: PlanOptions) -> [Place: Set<NamedResource>] {
        stacks.reduce(into: [:]) { questions, stack in
            let asked = options.questions(of: stack)
            if !asked.isEmpty { questions[stack.place, default: []].formUnion(asked) }
        }
    }

    /// The stacks with what is live for them and with what their names mean.
    /// - Parameters:
    ///   - questions: what was asked in each place.
    ///   - readings: what was read there.
    func resolve(
        _ stacks: [DesiredStack], asking questions: [Place: Set<NamedResource>], from readings: [Place: Result<Reading, StackFailure>]
    ) -> [PlanInput] {
        // Stacks of one place differ in what is theirs only if the token does not say its project.
        var known: [Project: ResourceAnswers] = [:]
        return stacks.compactMap { stack in
            guard let reading = readings[stack.place] else { return nil }
            let live = live(for: stack, reading)
            guard let asked = questions[stack.place], let inventory = try? reading.get().inventory else { return PlanInput(stack, live) }
            let project = Project(place: stack.place, id: inventory.projectID ?? stack.projectID)
            let answers = known[project] ?? FlowLogPlan.resolve(asked, in: hidingSecrets(inventory, of: project.id))
            known[project] = answers
            return PlanInput(stack, live, answers)
        }
    }

    private struct Project: Hashable {
        let place: Place
        let id: ProjectID?
    }

    private func hidingSecrets(_ inventory: Inventory, of project: ProjectID?) -> Inventory {
        var inventory = inventory.mapFailures { StackFailure($0.code, console.secrets.hiding(in: $0.message)) }
        inventory.projectID = project
        return inventory
    }
}
