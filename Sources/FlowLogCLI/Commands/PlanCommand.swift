import ArgumentParser
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials

struct PlanCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Shows what apply would do, and changes nothing.",
        discussion: """
            Example:
              flowlogctl plan --detailed-exitcode prod.yaml
              flowlogctl plan --write markdown=plan.md --write gitlab=plan.json prod.yaml
              flowlogctl plan --out prod.plan prod.yaml && flowlogctl apply --plan prod.plan
            """)

    @Argument(help: .manifests, completion: .manifests)
    var paths: [String]

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var shard: ShardOptions
    @OptionGroup var changes: ChangeOptions
    @OptionGroup var storage: StorageOptions
    @OptionGroup var runLabel: RunLabelOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<PlanFormat>

    @Option(help: ArgumentHelp("Also save the plan, for show and apply --plan.", valueName: "file"), completion: .file())
    var out: String?

    @Flag(name: .customLong("detailed-exitcode"), help: "Exit with code 2 if there are changes.")
    var isDetailed = false

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        let label = runLabel.label(paths, shard.shard)
        let outputs = output.files.map(\.path) + [out].compactMap { $0 }
        let stacks = try await pipeline.stacks(paths, manifests, outputs: outputs)
        return try await pipeline.plan(
            stacks, over: connection, storage: storage, also: .storage, options: PlanOptions(selection, shard, changes)
        ) { planned in
            let plan = planned.plan
            let createdAt = context.now().formatted(.iso8601)
            let saved = out != nil && plan.failures.isEmpty ? PlanDocument(plan, createdAt: createdAt) : nil
            let result = PlanFormat.Result(plan: plan, createdAt: createdAt, digest: saved?.digest, label: label)
            var written = [pipeline.console.emit(result, to: output)]
            GitHubStep(in: context)?.add(
                summary: { PlanMarkdown(plan, label: label, digest: saved?.digest).text(limit: $0).string },
                output: GitHubOutput(plan).text.string,
                pipeline.console)
            if let out {
                if let saved {
                    let status = pipeline.console.write(saved.text + "\n", toFile: out)
                    if status == .done {
                        let use =
                            plan.refusal != nil
                            ? "apply would refuse it"
                            : plan.hasChanges ? "flowlogctl apply --plan makes exactly these changes" : "there is nothing to apply"
                        pipeline.console.remark(.note, "saved as \(out); \(use)")
                    }
                    written.append(status)
                } else {
                    let isThere = context.files.status(out).kind == .regular
                    pipeline.console.remark(
                        isThere ? .warning : .note,
                        "nothing was saved to \(out), because a stack could not be planned\(isThere ? ": what is there is an earlier plan" : "")"
                    )
                }
            }
            return ExitStatus.first(of: [ExitStatus(reading: plan, changes: isDetailed && plan.hasChanges)] + written)
        }
    }
}
