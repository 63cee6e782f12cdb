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
    /// Ends an apply early, and every pause of its calls.
    let interruption = Interruption()

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
        /// How many ports each logger captures, by its id; empty if nobody asked.
        let ports: [String: Int]
    }

    /// Reads what is live, plans, and goes on while the services can be reached.
    /// - Parameters:
    ///   - reviewed: a saved plan; only its changes are made, and only if they are still what is due.
    ///   - countingPorts: whether logging ports are listed too.
    func plan(
        _ stacks: [DesiredStack], options: PlanOptions, reviewed: SavedPlan? = nil, countingPorts: Bool = false,
        then: (Planned) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let clouds = try CloudEntries(named: Set(stacks.compactMap(\.cloud)), in: context, console)
        try connection.check(stacks.filter { clouds.isUsable($0.cloud) }, clouds)
        let places = Set(stacks.map(\.place))
        return try await Sessions.with(connection, at: places, clouds, in: context, console, logLevel: logLevel, interruption) { service in
            let live = await service.read(stacks, countingPorts: countingPorts)
            var plan = makePlan(live.inputs, options: options)
            warn(plan, live.inputs)
            for (stack, failure) in plan.failures {
                console.note("error: \(TerminalEscape.escaped("\(stack.name) (\(stack.region ?? "-")): \(failure.message)"))")
            }
            try checkSelectors(plan)
            if let reviewed, plan.failures.isEmpty {
                try check(reviewed, against: plan)
                var options = options
                options.only = reviewed.plan.reviewed
                plan = makePlan(live.inputs, options: options)
            }
            return try await then(Planned(plan: plan, planes: live.planes, ports: live.ports))
        }
    }

    /// Shows, checks, confirms, applies and reports.
    /// - Parameters:
    ///   - report: tells what happens.
    ///   - confirm: asks; not called if there is nothing to do.
    func apply(
        _ planned: Planned, settings: ApplySettings, report: ApplyReport, confirm: (Plan) async -> Bool
    ) async throws -> ExitStatus {
        let plan = planned.plan
        try report.note(plan)
        guard plan.statusBeforeWriting == .done else {
            console.note("Nothing was changed.")
            report.end(nil, plan.statusBeforeWriting)
            return plan.statusBeforeWriting
        }
        let isConfirmed = if plan.hasChanges { await confirm(plan) } else { true }
        guard isConfirmed else { throw CommandError(.refused, "not confirmed: nothing was changed") }
        let outcome = await run(planned, settings, report)
        report.end(outcome, outcome.status)
        return outcome.status
    }

    // MARK: checks

    private func checkSelectors(_ plan: Plan) throws {
        let unmatched = plan.unmatchedSelectors.map { "'\($0.text)'" }
        guard unmatched.isEmpty || !plan.failures.isEmpty else {
            throw CommandError(
                .usage, "no logger is called \(unmatched.joined(separator: " or "))",
                help: "give a key of the manifest or of a live logger, KEY or STACK/KEY")
        }
        if let selector = plan.contradictedReplaces.first {
            throw CommandError(.usage, "--replace \(selector.text) names a logger that --target or --exclude leaves out")
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
        for warning in plan.warnings {
            let code = warning.code.map { "[\($0.rawValue)]" } ?? ""
            console.note("warning\(code): \(TerminalEscape.escaped(warning.message))")
        }
        let places = Dictionary(inputs.map { ($0.stack.place, try? $0.live.get().otherProjects) }, uniquingKeysWith: { first, _ in first })
        let dropped = places.values.compactMap { $0 }.reduce(0, +)
        if dropped > 0 { console.note("note: \(counted(dropped, "logger")) of other projects left out") }
    }
}
