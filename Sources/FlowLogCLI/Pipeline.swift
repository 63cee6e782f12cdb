import FlowLogApply
import FlowLogManifest
import FlowLogModel
import FlowLogPlan
import FlowLogReport

/// The whole program: load, read, plan, show, check safety, confirm, apply, report.
struct Pipeline {
    let context: Context
    let console: Console
    let manifests: ManifestOptions
    let connection: ConnectionOptions
    let logLevel: LogLevel
    let options: PlanOptions

    init(
        in context: Context, manifests: ManifestOptions, connection: ConnectionOptions, console: ConsoleOptions, selection: SelectionOptions
    ) {
        self.context = context
        self.console = Console(context, console)
        self.manifests = manifests
        self.connection = connection
        logLevel = console.logLevel
        options = selection.planOptions
    }

    /// Plans and shows.
    /// - Parameter then: what to do with the plan and the services it was read from.
    func plan(
        show: (Plan) -> String, then: (Plan, [Place: any ControlPlane]) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let stacks = try load()
        return try await Service.with(connection, for: stacks, in: context, console, logLevel: logLevel) { service in
            let (inputs, planes) = await service.read(stacks)
            let plan = makePlan(inputs, options: options)
            try check(plan)
            warn(plan, inputs)
            console.show(show(plan))
            return try await then(plan, planes)
        }
    }

    /// Confirms, applies and reports a plan that was shown.
    func apply(_ plan: Plan, on planes: [Place: any ControlPlane], settings: ApplySettings, isConfirmed: Bool) async throws -> ExitStatus {
        let before = plan.statusBeforeWriting
        guard before == .done else {
            console.note("Nothing was changed.")
            return before
        }
        if plan.hasChanges, !isConfirmed {
            guard confirm(plan) else { throw CommandError(.refused, "not confirmed: nothing was changed") }
        }
        let (events, continuation) = AsyncStream.makeStream(of: ApplyEvent.self)
        async let progress: Void = Progress(console: console).follow(events)
        let outcome = await FlowLogApply.apply(plan, on: planes, settings: settings, ticker: context.ticker) { continuation.yield($0) }
        continuation.finish()
        await progress
        if !outcome.results.isEmpty || outcome.verdict != .complete { console.show(ApplyText.result(outcome, style: console.style)) }
        return outcome.status
    }

    // MARK: steps

    private func load() throws -> [DesiredStack] {
        let loaded = manifests.load(in: context)
        console.report(loaded.diagnostics)
        if loaded.skippedDocuments > 0 { console.note("note: \(loaded.skippedDocuments) documents are no manifests and were skipped") }
        guard !loaded.hasErrors else { throw CommandError(.invalid, "the manifest is invalid: no call was made") }
        return loaded.stacks
    }

    private func check(_ plan: Plan) throws {
        let unmatched = plan.unmatchedSelectors.map { "'\($0.text)'" }
        guard unmatched.isEmpty || !plan.failures.isEmpty else {
            throw CommandError(
                .usage, "no logger is called \(unmatched.joined(separator: " or "))",
                help: "--target, --exclude and --replace take a key of the manifest or of a live logger, KEY or STACK/KEY")
        }
    }

    private func warn(_ plan: Plan, _ inputs: [PlanInput]) {
        for warning in plan.warnings { console.note("warning: \(TerminalEscape.escaped(warning.message))") }
        let dropped = Set(inputs.compactMap { try? $0.live.get() }).reduce(0) { $0 + $1.otherProjects }
        if dropped > 0 { console.note("note: \(dropped) loggers of other projects are left out") }
    }

    private func confirm(_ plan: Plan) -> Bool {
        for stack in plan.stacks where stack.changes.contains(where: \.isPending) {
            let project = TerminalEscape.escaped(stack.projectID ?? "unknown")
            console.note("\(stack.stack.name) acts on project \(project) in region \(TerminalEscape.escaped(stack.stack.region ?? "-")).")
        }
        return console.ask("Apply these changes? Only 'yes' is accepted: ") == "yes"
    }
}

extension Plan {
    /// How a run ends that may not or cannot write.
    fileprivate var statusBeforeWriting: ExitStatus {
        ExitStatus.first(of: failures.map(\.failure.status) + (refusal == nil ? [] : [.refused]))
    }

    /// How `plan` ends.
    func status(detailed: Bool) -> ExitStatus {
        ExitStatus.first(of: failures.map(\.failure.status) + (detailed && hasChanges ? [.changes] : []))
    }
}

extension StackFailure {
    fileprivate var status: ExitStatus {
        switch code {
        case .configuration: .invalid
        case .authentication: .notAuthenticated
        case .api: .failed
        }
    }
}

extension ApplyOutcome {
    fileprivate var status: ExitStatus {
        switch verdict {
        case .complete: .done
        case .incomplete: .incomplete
        case .timedOut: .timedOut
        }
    }
}
