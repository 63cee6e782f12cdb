import FlowLogModel
import FlowLogPlan
import FlowLogReport

extension Pipeline {
    /// Plans, and prints on stderr what a reader of the plan must also know.
    /// - Parameters:
    ///   - loaded: all stacks, also those of other shards that the run does not see: selectors may mean their loggers.
    ///   - reviewed: a saved plan; the plan has only its changes.
    /// - Throws: exit 64 for a selector that matches nothing or could mean several loggers, exit 6 for a saved plan that is stale.
    func plan(
        _ inputs: [PlanInput], of loaded: [DesiredStack], options: PlanOptions, reviewed: SavedPlan?
    ) throws(CommandError) -> Plan {
        let plan = makePlan(inputs, options: options)
        warn(plan, inputs)
        report(plan.failures)
        // What was reviewed is no question any more.
        if reviewed == nil { try checkSelectors(plan, SelectorMeanings(options, in: loaded, plan)) }
        guard let reviewed, plan.failures.isEmpty else { return plan }
        try check(reviewed, against: plan)
        var options = options
        options.only = reviewed.plan.reviewed
        return makePlan(inputs, options: options)
    }

    /// Says of which stacks nothing is known, and why.
    func report(_ failures: [(stack: StackPlan, failure: StackFailure)]) {
        for (stack, failure) in failures {
            console.remark(.error, "\(stack.name) (\(stack.stack.region ?? "-")): \(failure.message)")
        }
    }

    /// What is live for one stack; a failure may quote the service, so secrets are hidden in it.
    func live(for stack: DesiredStack, _ reading: Result<Reading, StackFailure>) -> Result<LiveState, StackFailure> {
        do throws(StackFailure) { return .success(try reading.get().live.guarded(by: stack)) } catch {
            return .failure(StackFailure(error.code, console.secrets.hiding(in: error.message)))
        }
    }

    /// - Throws: exit 64 for a selector that could mean several loggers.
    func requireOneMeaning(_ meanings: SelectorMeanings) throws(CommandError) {
        guard let (selector, meant) = meanings.ambiguous.first else { return }
        throw CommandError(
            .usage, "'\(selector.text)' could mean \(meant.listed)", help: "name one of these, or several with an option for each")
    }

    private func checkSelectors(_ plan: Plan, _ meanings: SelectorMeanings) throws(CommandError) {
        try requireOneMeaning(meanings)
        let unmatched = meanings.unmatched.map { "'\($0.text)'" }
        guard unmatched.isEmpty || !plan.failures.isEmpty else {
            throw CommandError(
                .usage, "no logger matches \(unmatched.joined(separator: " or "))",
                help: "name a logger of the manifest or a live one, as KEY, STACK/KEY or CLOUD:STACK/KEY")
        }
        for selector in meanings.undecided {
            console.remark(.note, "'\(selector.text)' matches nothing of this shard, and maybe a live logger of another")
        }
        if let selector = plan.contradictedReplaces.first {
            throw CommandError(.usage, "--replace \(selector.text) names a logger that --target or --exclude leaves out")
        }
    }

    private func check(_ reviewed: SavedPlan, against plan: Plan) throws(CommandError) {
        let staleness = Staleness(of: reviewed.plan, comparedWith: plan)
        for change in staleness.new {
            let state = change.blocked.map { "is blocked (\($0.code.rawValue))" } ?? "is also due"
            console.remark(.note, "\(change.name) \(state), but not in the saved plan: it is left alone")
        }
        guard !staleness.moved.isEmpty else { return }
        for moved in staleness.moved {
            for what in moved.what { console.remark(.stale, "\(moved.name): \(what)") }
        }
        throw CommandError(
            .stale, "the saved plan of \(reviewed.createdAt) is stale: nothing was changed", help: "plan again and review the new plan")
    }

    private func warn(_ plan: Plan, _ inputs: [PlanInput]) {
        for warning in plan.warnings {
            console.remark(.warning, code: warning.code, "\(warning.message)")
            for line in warning.helpLines { console.say(line) }
        }
        let inputs = inputs.filter { plan.options.actsFor($0.stack) }
        let places = Dictionary(inputs.map { ($0.stack.place, try? $0.live.get().otherProjects) }, uniquingKeysWith: { first, _ in first })
        let dropped = places.values.compactMap { $0 }.reduce(0, +)
        if dropped > 0 { console.remark(.note, "\(counted(dropped, "logger")) of other projects ignored") }
    }
}
