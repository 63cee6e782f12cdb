import ArgumentParser
import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials

struct DriftCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Checks, for a scheduler, whether live loggers are what the manifests say.",
        discussion: """
            Writes nothing to the API. Exit code 2 if a logger is blocked, missing, unhealthy, extra, superseded, modified or not adopted yet; 0 if all are in sync.
            Anything else is a failure of the check itself: it says nothing about drift.

            Example:
              flowlogctl drift prod.yaml
              flowlogctl drift --write prometheus=/var/lib/node_exporter/flowlogctl.prom prod.yaml
            """)

    enum Format: String, OutputFormat {
        case text, json, markdown, github, gitlab, junit, prometheus
    }

    @Argument(help: .manifests, completion: .manifests)
    var paths: [String]

    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var console: ConsoleOptions
    @OptionGroup var output: OutputOptions<Format>

    @Flag(help: "Unmanaged loggers are drift too.")
    var failOnUnmanaged = false

    @Option(help: ArgumentHelp("Post a Slack-compatible message to the URL in this variable when there is drift.", valueName: "name"))
    var webhookEnv: String?

    func validate() throws {
        guard let webhookEnv else { return }
        let isName = webhookEnv.allSatisfy { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
        // The value itself would be a secret: it is not repeated.
        if webhookEnv.isEmpty || !isName {
            throw ValidationError("--webhook-env takes the name of a variable that holds the URL, not the URL")
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let start = context.ticker.now()
        do {
            return try await check(in: context, since: start)
        } catch let error as CommandError {
            // Wrong usage says nothing about a run.
            if error.status != .usage {
                _ = emitMetrics(of: nil, run(of: error.status, in: context, since: start), on: Console(context, console))
            }
            throw error
        }
    }

    private func check(in context: Context, since start: Duration) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, connection: connection, console: console)
        let webhook = webhook(in: context, pipeline.console)
        let stacks = try await manifests.stacks(paths, outputs: output.files.map(\.path), in: context, pipeline.console)
        return try await pipeline.plan(stacks, options: PlanOptions(selection)) { planned in
            let plan = planned.plan
            let hasDrift = plan.hasDrift(failsOnUnmanaged: failOnUnmanaged)
            let status = plan.status(changes: hasDrift)
            // The metrics come last: they also say whether the others could be written.
            var written = output.emit(on: pipeline.console) {
                $0 != .prometheus
            } _: { format, style in
                switch format {
                case .text: DriftText(plan, style: style, failsOnUnmanaged: failOnUnmanaged).text
                case .json: plan.json(createdAt: context.now().formatted(.iso8601), includingStates: true) + "\n"
                case .markdown: DriftMarkdown(plan, failsOnUnmanaged: failOnUnmanaged).text()
                case .github: DriftAnnotations(plan, failsOnUnmanaged: failOnUnmanaged).text
                case .gitlab: GitLabReport(plan).text
                case .junit: DriftJUnit(plan, failsOnUnmanaged: failOnUnmanaged).text
                case .prometheus: ""
                }
            }
            if context.outputError() != nil { written = .failed }
            GitHubStep(in: context)?.add(
                summary: DriftMarkdown(plan, failsOnUnmanaged: failOnUnmanaged).text(limit: GitHubStep.summaryLimit),
                output: GitHubOutput(plan).text, pipeline.console)
            if hasDrift, let webhook {
                await post(SlackMessage(plan, failsOnUnmanaged: failOnUnmanaged).text, to: webhook, in: context, pipeline.console)
            }
            let told = ExitStatus.first(of: [status, written])
            return ExitStatus.first(of: [told, emitMetrics(of: plan, run(of: told, in: context, since: start), on: pipeline.console)])
        }
    }

    // MARK: metrics

    private func run(of status: ExitStatus, in context: Context, since start: Duration) -> RunFacts {
        RunFacts(
            finishedAt: Int(context.now().timeIntervalSince1970), duration: (context.ticker.now() - start) / .seconds(1),
            exitCode: status.rawValue)
    }

    /// What a scheduler looks at must also say that a run ended before it knew anything.
    /// - Parameter plan: nil if the run ended before it had one.
    private func emitMetrics(of plan: Plan?, _ facts: RunFacts, on console: Console) -> ExitStatus {
        let text = DriftMetrics(plan: plan, run: facts, lastSuccess: lastSuccess).text
        return output.emit(on: console) {
            $0 == .prometheus
        } _: { _, _ in
            text
        }
    }

    /// From the files that are there.
    private var lastSuccess: Int? {
        output.files.filter { $0.format == .prometheus && Context.isFile($0.path) }.compactMap { file in
            (try? Context.readAll(of: file.path)).flatMap { DriftMetrics.lastSuccess(in: String(decoding: $0, as: UTF8.self)) }
        }.max()
    }

    // MARK: webhook

    private func webhook(in context: Context, _ console: Console) -> Webhook? {
        guard let webhookEnv else { return nil }
        guard let url = context.variable(webhookEnv) else {
            console.note("warning: no message can be posted: \(TerminalEscape.escaped(webhookEnv)) is not set")
            return nil
        }
        do { return try Webhook(url, variable: webhookEnv) } catch {
            console.note("warning: no message can be posted: \(TerminalEscape.escaped(error.message))")
            return nil
        }
    }

    private func post(_ message: String, to webhook: Webhook, in context: Context, _ console: Console) async {
        do {
            try await webhook.post(
                message, settings: try connection.settings(cloud: nil, in: context, console, self.console.logLevel))
        } catch {
            let reason = (error as? ControlPlaneError)?.text ?? (error as? ConfigurationError)?.message ?? "\(error)"
            console.note("warning: the webhook failed: \(TerminalEscape.escaped(reason))")
        }
    }
}
