import ArgumentParser
import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport

struct ApplyCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Makes live loggers match the manifests, and lists again to prove it.",
        discussion: """
            Shows the plan, asks for confirmation, carries it out, waits until each logger has its status (also one that an earlier run left in BUILD), and lists once more.
            Events are JSON objects, one a line, each written as it happens, to stdout or to a file.
            With --plan, exactly the changes of a saved plan are made, or none at all (exit code 6) if one of them is no longer due.

            Example:
              flowlogctl apply --yes prod.yaml
              flowlogctl apply --plan prod.plan
              flowlogctl apply --yes --write events=run.jsonl prod.yaml
            """)

    @Argument(help: .manifests, completion: .manifests)
    var paths: [String] = []

    @Option(help: ArgumentHelp("A plan that plan --out saved, instead of manifests.", valueName: "file"), completion: .file())
    var plan: String?

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var shard: ShardOptions
    @OptionGroup var changes: ChangeOptions
    @OptionGroup var storage: StorageOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<ApplyFormat>

    @Flag(help: "Do not ask for confirmation.")
    var yes = false

    @Option(
        help: ArgumentHelp("How long one action may take, pauses included: 500ms, 30s, 10m (default: 10m).", valueName: "duration"),
        transform: DurationOption.parse)
    var waitTimeout = DurationOption(.seconds(600))

    @Flag(help: "Start no further action after the first failure.")
    var failFast = false

    var mayChange: Bool { true }

    func validate() throws {
        if plan == nil, paths.isEmpty { throw ValidationError("Missing expected argument '<path> ...'") }
        let selectors = selection.target + selection.exclude + changes.replace
        if plan != nil, !paths.isEmpty || !selectors.isEmpty || manifests.isRecursive || shard.shard != nil {
            throw ValidationError(
                "--plan applies exactly what was reviewed: leave out paths, --recursive, --target, --exclude, --replace and --shard")
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        try pipeline.requireAnswer(yes)
        // First, since this finds out which files must not be written.
        let input = await input(pipeline)
        if case .failure(let error) = input, error.status == .usage { throw error }
        let settings = ApplySettings(parallelism: connection.parallelism, waitTimeout: waitTimeout.duration, failFast: failFast)
        let report = try ApplyReport(
            in: context, pipeline.console, format: output.format, files: output.files, step: GitHubStep(in: context))
        context.beforeInterrupt { report.end(nil, .interrupted) }
        do {
            let (stacks, options, reviewed) = try input.get()
            return try await pipeline.plan(
                stacks, over: connection, storage: storage, also: .storage, options: options, reviewed: reviewed
            ) { planned in
                try await pipeline.apply(planned, settings: settings, report: report) {
                    if yes { true } else { await pipeline.askForYes($0) }
                }
            }
        } catch let error as CommandError {
            report.add(error)
            report.end(nil, error.status)
            throw error
        } catch {
            report.end(nil, .failed)
            throw error
        }
    }

    private typealias Input = (stacks: [DesiredStack], options: PlanOptions, reviewed: SavedPlan?)

    private func input(_ pipeline: Pipeline) async -> Result<Input, CommandError> {
        do throws(CommandError) { return .success(try await read(pipeline)) } catch { return .failure(error) }
    }

    private func read(_ pipeline: Pipeline) async throws(CommandError) -> Input {
        let outputs = output.files.map(\.path)
        guard let plan else {
            return (try await pipeline.stacks(paths, manifests, outputs: outputs), PlanOptions(selection, shard, changes), nil)
        }
        let saved = try pipeline.savedPlan(plan, at: manifests.place, outputs: outputs)
        var options = saved.plan.options
        options.maxDeletes = changes.maxDeletes ?? options.maxDeletes
        options.storageCheck = changes.checkStorage ?? options.storageCheck
        options.allowEmpty = changes.allowEmpty || options.allowEmpty
        return (saved.stacks + saved.neighbours, options, saved)
    }
}
