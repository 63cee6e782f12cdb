import ArgumentParser
import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials

struct DriftCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Checks, for a scheduler, whether live loggers still match the manifests.",
        discussion: """
            Writes nothing to the API. Exit code 2 if a logger is blocked, missing, unhealthy, extra, superseded, modified or not adopted yet; 0 if all are in sync.
            Any other exit code means that the check itself failed, and says nothing about drift.

            Example:
              flowlogctl drift prod.yaml
              flowlogctl drift --write prometheus=/var/lib/metrics/prod.prom prod.yaml
            """)

    @Argument(help: .manifests, completion: .manifests)
    var paths: [String]

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<DriftFormat>

    @Flag(help: "Count unmanaged loggers as drift.")
    var failOnUnmanaged = false

    @Option(
        help: ArgumentHelp(
            "What the metrics call this run, to tell several apart (default: the paths).", valueName: "text"))
    var runLabel: String?

    @Option(help: ArgumentHelp("When there is drift, post a Slack-compatible message to the URL in this variable.", valueName: "name"))
    var webhookEnv: String?

    func validate() throws {
        if runLabel == "" { throw ValidationError("--run-label must not be empty") }
        guard let webhookEnv else { return }
        let isName = webhookEnv.allSatisfy { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
        // It may be the URL itself, which is a secret: it is not repeated.
        if webhookEnv.isEmpty || !isName {
            throw ValidationError("--webhook-env takes the name of a variable that holds the URL, not the URL")
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let metrics = RunMetrics(
            in: context, Console(context, console), label: runLabel ?? paths.joined(separator: " "), output)
        do {
            return try await check(in: context, metrics)
        } catch {
            let status = (error as? CommandError)?.status ?? .failed
            // Wrong usage is not a run.
            if status != .usage { _ = metrics.write(nil, status) }
            throw error
        }
    }

    private func check(in context: Context, _ metrics: RunMetrics) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, console)
        let webhook = webhook(in: context, pipeline.console)
        let stacks = try await pipeline.stacks(paths, manifests, outputs: output.files.map(\.path))
        // Not before it is known that none of the files is read.
        context.beforeInterrupt { metrics.interrupt() }
        return try await pipeline.plan(stacks, over: connection, options: PlanOptions(selection)) { planned in
            let plan = planned.plan
            let hasDrift = plan.hasDrift(failsOnUnmanaged: failOnUnmanaged)
            let status = ExitStatus(reading: plan, changes: hasDrift)
            let result = DriftFormat.Result(
                plan: plan, failsOnUnmanaged: failOnUnmanaged, createdAt: context.now().formatted(.iso8601))
            var written = pipeline.console.emit(to: output) { format, style in
                if case .drift(let render) = format.rendering { render(result, style) } else { nil }
            }
            if context.outputError() != nil { written = .failed }
            GitHubStep(in: context)?.add(
                summary: { DriftMarkdown(plan, failsOnUnmanaged: failOnUnmanaged).text(limit: $0).string },
                output: GitHubOutput(plan).text.string, pipeline.console)
            if hasDrift, let webhook {
                await post(SlackMessage(plan, failsOnUnmanaged: failOnUnmanaged).json, to: webhook, pipeline)
            }
            let told = ExitStatus.first(of: [status, written])
            return ExitStatus.first(of: [told, metrics.write(plan, told)])
        }
    }

    // MARK: webhook

    private func webhook(in context: Context, _ console: Console) -> Webhook? {
        guard let webhookEnv else { return nil }
        func without(_ reason: String) -> Webhook? {
            console.remark(.warning, "the webhook cannot be used: \(reason)")
            return nil
        }
        let url: String?
        do throws(Environment.Unusable) { url = try context.environment.text(webhookEnv) } catch { return without(error.description) }
        guard let url, !url.isEmpty else { return without("\(webhookEnv) is not set") }
        do throws(ConfigurationError) { return try Webhook(url, variable: webhookEnv) } catch {
            return without([error.message, error.help].compactMap(\.self).joined(separator: "; "))
        }
    }

    private func post(_ message: String, to webhook: Webhook, _ pipeline: Pipeline) async {
        do {
            try await webhook.post(
                message, settings: try pipeline.transportSettings(connection, cloud: nil))
        } catch {
            let reason = (error as? ControlPlaneError)?.text ?? (error as? ConfigurationError)?.message ?? "\(error)"
            pipeline.console.remark(.warning, "the webhook failed: \(reason)")
        }
    }
}
