import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport

/// The whole program: load, read, plan, show, check safety, confirm, apply, report.
struct Pipeline {
    let context: Context
    let console: Console
    let connection: ConnectionOptions
    let logLevel: LogLevel

    init(in context: Context, connection: ConnectionOptions, console: ConsoleOptions) {
        self.context = context
        self.console = Console(context, console)
        self.connection = connection
        logLevel = console.logLevel
    }

    /// A plan with the services that it was read from and can be applied on.
    struct Planned {
        let plan: Plan
        let planes: [Place: any ControlPlane]
    }

    /// Reads what is live, plans, and goes on while the services can be reached.
    /// - Parameter reviewed: a saved plan; only its changes are made, and only if they are still what is due.
    func plan(
        _ stacks: [DesiredStack], options: PlanOptions, reviewed: SavedPlan? = nil, then: (Planned) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        try await Service.with(connection, for: stacks, in: context, console, logLevel: logLevel) { service in
            let (inputs, planes) = await service.read(stacks)
            var plan = makePlan(inputs, options: options)
            warn(plan, inputs)
            try checkSelectors(plan)
            if let reviewed, plan.failures.isEmpty {
                try check(reviewed, against: plan)
                var options = options
                options.only = reviewed.plan.reviewed
                plan = makePlan(inputs, options: options)
            }
            return try await then(Planned(plan: plan, planes: planes))
        }
    }

    /// Shows, checks, confirms, applies and reports.
    /// - Parameter confirm: asks; not called if there is nothing to do.
    func apply(_ planned: Planned, settings: ApplySettings, confirm: (Plan) -> Bool) async throws -> ExitStatus {
        let plan = planned.plan
        console.show(PlanText(plan, style: console.style).text)
        guard plan.statusBeforeWriting == .done else {
            console.note("Nothing was changed.")
            return plan.statusBeforeWriting
        }
        guard !plan.hasChanges || confirm(plan) else { throw CommandError(.refused, "not confirmed: nothing was changed") }

        let (events, continuation) = AsyncStream.makeStream(of: ApplyEvent.self)
        async let progress: Void = Progress(console: console).follow(events)
        let outcome = await FlowLogApply.apply(plan, on: planned.planes, settings: settings, ticker: context.ticker) {
            continuation.yield($0)
        }
        continuation.finish()
        await progress
        if !outcome.results.isEmpty || outcome.verdict != .complete { console.show(ApplyText.result(outcome, style: console.style)) }
        return outcome.status
    }

    /// Asks for `yes`, after saying where the plan acts.
    func askForYes(_ plan: Plan) -> Bool {
        sayWhere(plan)
        return console.ask("Apply these changes? Only 'yes' is accepted: ") == "yes"
    }

    /// Names project and region of every stack that changes.
    func sayWhere(_ plan: Plan) {
        for stack in plan.stacks where stack.changes.contains(where: \.isPending) {
            let project = TerminalEscape.escaped(stack.projectID ?? "unknown")
            console.note("\(stack.stack.name) acts on project \(project) in region \(TerminalEscape.escaped(stack.stack.region ?? "-")).")
        }
    }

    /// Fails if there is nobody to ask and nothing says that asking is not needed.
    func requireAnswer(_ yes: Bool) throws {
        guard yes || console.canAsk else {
            throw CommandError(.usage, "there is no terminal to ask on", help: "say --yes to go on without a question")
        }
    }

    // MARK: checks

    private func checkSelectors(_ plan: Plan) throws {
        let unmatched = plan.unmatchedSelectors.map { "'\($0.text)'" }
        guard unmatched.isEmpty || !plan.failures.isEmpty else {
            throw CommandError(
                .usage, "no logger is called \(unmatched.joined(separator: " or "))",
                help: "give a key of the manifest or of a live logger, KEY or STACK/KEY")
        }
    }

    private func check(_ reviewed: SavedPlan, against plan: Plan) throws {
        let staleness = Staleness(of: reviewed.plan, comparedWith: plan)
        for address in staleness.new {
            console.note("note: \(TerminalEscape.escaped(address)) is due too, but not in the saved plan: it is left alone")
        }
        guard !staleness.moved.isEmpty else { return }
        for moved in staleness.moved {
            for what in moved.what { console.note("stale: \(TerminalEscape.escaped(moved.address)): \(TerminalEscape.escaped(what))") }
        }
        throw CommandError(
            .stale, "the saved plan of \(reviewed.createdAt) is stale: nothing was changed", help: "plan again and review the new plan")
    }

    private func warn(_ plan: Plan, _ inputs: [PlanInput]) {
        for warning in plan.warnings { console.note("warning: \(TerminalEscape.escaped(warning.message))") }
        let dropped = Set(inputs.compactMap { try? $0.live.get() }).reduce(0) { $0 + $1.otherProjects }
        if dropped > 0 { console.note("note: \(dropped) loggers of other projects are left out") }
    }
}
