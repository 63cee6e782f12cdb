import ArgumentParser
import FlowLogModel
import FlowLogPlan
import FlowLogReport

struct ShowCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Renders saved plans, several as one.",
        discussion: """
            Makes no API call. Refuses a file that was edited or cut short, and files that are not parts of one plan: a stack in two of them, or shards of which one is missing, comes twice or is of another number (exit code 3).
            A stack that could not be planned is shown with its error, and the exit code is that of the run that made the plan.
            The JSON of several files is none to apply: it has neither desired, options nor checksum.

            Example:
              flowlogctl show prod.plan
              flowlogctl show --format markdown prod.plan
              flowlogctl show --format markdown shard-*.plan
            """)

    @Argument(help: "Plans: what plan --out saved, or plan and drift wrote as JSON.", completion: .file())
    var files: [String]

    @OptionGroup var runLabel: RunLabelOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<PlanFormat>

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        let shown = try result(pipeline)
        pipeline.report(shown.plan.failures)
        return ExitStatus.first(of: [ExitStatus(reading: shown.plan, changes: false), pipeline.console.emit(shown, to: output)])
    }

    private func result(_ pipeline: Pipeline) throws(CommandError) -> PlanFormat.Result {
        try FileUse.check(inputs: files, outputs: output.files.map(\.path), in: pipeline.context)
        let label = runLabel.label(files)
        let saved = try files.map { file throws(CommandError) in (file, try pipeline.savedPlan(file)) }
        if let (_, only) = saved.first, saved.count == 1 {
            if let shard = only.plan.shard {
                pipeline.console.remark(.note, "this is shard \(shard.description): the stacks of the others are not in it")
            }
            return PlanFormat.Result(plan: only.plan, createdAt: only.createdAt, digest: only.digest, label: label)
        }
        let joined: JoinedPlan
        do { joined = try JoinedPlan(saved) } catch { throw CommandError(.invalid, "the plans cannot be shown as one: \(error.message)") }
        return PlanFormat.Result(plan: joined.plan, createdAt: joined.createdAt, digest: joined.digest, label: label, isJoined: true)
    }
}
