import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport

/// The whole program: its stages, and what passes between them. A stage is a file `Pipeline+Stage.swift`.
///
/// ```
/// paths
///   load      finds, reads and decodes the files; validate ends here, everything after it needs the network
/// [DesiredStack]
///   shard     with --shard, keeps those that the run acts for and those that it must see
/// [DesiredStack]
///   read      lists every place once, all at the same time: its loggers, and what `Readings` names beside them
/// [Place: Reading]
///   resolve   looks up what the manifests name, for the loggers that the run selects
/// [PlanInput]
///   storage   asks for the containers that the plan would have loggers write to
/// [PlanInput]
///   plan      compares what is desired with what was read; plan, drift and verify print what they make of it and end here
/// Plan
///   show, refuse, confirm
///   apply     carries the plan out while progress is shown and signals are watched
/// ApplyOutcome -> ExitStatus
/// ```
///
/// There is one way to the service, `connect`. `plan` takes it for commands that have manifests, and `withService` for those that have
/// none and read from one place (`export`, `loggers`, `ports`).
struct Pipeline {
    let context: Context
    let console: Console
    let clouds: CloudFiles
    /// Ends an apply early, and every pause of its calls.
    let interruption = Interruption()

    init(in context: Context, _ console: ConsoleOptions) {
        self.context = context
        self.console = Console(context, console)
        clouds = CloudFiles(in: context)
    }

    /// A plan, and what it was made from and can be applied on.
    struct Planned {
        let plan: Plan
        let readings: [Place: Result<Reading, StackFailure>]
        let sessions: Sessions
    }

    /// Reads what is live, plans, and goes on while the service can be reached.
    /// - Parameters:
    ///   - stacks: what `load` returns; a run of a shard acts for some of them.
    ///   - storage: how to reach the object storage, for runs that ask it.
    ///   - also: what is read beside the loggers.
    ///   - reviewed: a saved plan; only its changes are made, and only if they are all still due.
    func plan(
        _ stacks: [DesiredStack], over connection: ConnectionOptions, storage: StorageOptions? = nil, also: Readings = [],
        options: PlanOptions,
        reviewed: SavedPlan? = nil, then: (Planned) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let loaded = stacks
        // What the manifests say is enough to see this, so that nobody waits for it; what is live may add to it.
        if reviewed == nil { try requireOneMeaning(SelectorMeanings(options, in: loaded)) }
        let own = stacks.filter(options.actsFor)
        if reviewed == nil { sayShard(own, of: stacks, options) }
        // Without a stack there is no call, and so nothing to log in with.
        let stacks = own.isEmpty ? [] : stacks
        let clouds = try CloudEntries(
            named: Set(stacks.compactMap(\.cloud)), telling: Set(own.compactMap(\.cloud)), of: self.clouds, in: context, console)
        try requirePlaces(of: stacks, over: connection, clouds)
        let logins = logins(to: Set(stacks.map(\.cloud)), over: connection, clouds)
        let inView = reviewed == nil ? inView(of: own, among: stacks, logins) : stacks
        let places = Set(inView.map(\.place))
        return try await connect(to: places, with: logins, over: connection, storage: storage, clouds) { sessions in
            let questions = questions(of: own, options)
            let lists = questions.mapValues { $0.reduce(into: []) { $0.formUnion($1.lists) } as InventoryLists }
            let readings = await read(places, also, of: Set(own.map(\.place)), lists: lists, through: sessions)
            var inputs = resolve(inView, asking: questions, from: readings)
            if also.contains(.storage) {
                inputs = await asking(
                    storages: inputs, options: options, reviewed: reviewed, within: connection.requestTimeout.duration, through: sessions)
            }
            let plan = try plan(inputs, of: loaded, options: options, reviewed: reviewed)
            return try await then(Planned(plan: plan, readings: readings, sessions: sessions))
        }
    }

    /// Shows, refuses or confirms, applies and reports.
    /// - Parameter confirm: asks; not called if there is nothing to do.
    func apply(
        _ planned: Planned, settings: ApplySettings, report: ApplyReport, confirm: (Plan) async -> Bool
    ) async throws -> ExitStatus {
        let plan = planned.plan
        try report.begin(with: plan)
        let refusal = ExitStatus(beforeWriting: plan)
        guard refusal == .done else {
            console.say("Nothing was changed.")
            report.end(nil, refusal)
            return refusal
        }
        let isConfirmed = if plan.hasChanges { await confirm(plan) } else { true }
        guard isConfirmed else { throw CommandError(.refused, "not confirmed: nothing was changed") }
        let outcome = await run(planned, settings, report)
        let status = ExitStatus(outcome)
        report.end(outcome, status)
        return status
    }
}
