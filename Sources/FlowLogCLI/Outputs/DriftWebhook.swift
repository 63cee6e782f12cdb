import FlowLogAPI
import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport

/// Posts what a drift run found, and keeps in a file what was posted (Contract: CI and cron, Webhook). Whatever goes wrong here is a
/// warning, and rather a message twice than none.
struct DriftWebhook {
    private let webhook: Webhook
    private let stateFile: String?
    private let shard: Shard?
    private let label: String
    private let pipeline: Pipeline
    private let connection: ConnectionOptions

    /// Nil, with a warning, if the variable cannot be used.
    /// - Parameters:
    ///   - variable: has the URL.
    ///   - state: the file; nil to post whatever a run finds.
    ///   - shard: whose drift it is.
    ///   - label: what the run is called.
    init?(
        _ variable: String, state: String?, of shard: Shard?, label: String, _ pipeline: Pipeline, _ connection: ConnectionOptions
    ) {
        func warn(_ reason: String) { pipeline.console.remark(.warning, "the webhook cannot be used: \(reason)") }
        let url: String?
        do throws(Environment.Unusable) { url = try pipeline.context.environment.text(variable) } catch {
            warn(error.description)
            return nil
        }
        guard let url, !url.isEmpty else {
            warn("\(variable) is not set")
            return nil
        }
        do throws(ConfigurationError) { webhook = try Webhook(url, variable: variable) } catch {
            warn([error.message, error.help].compactMap(\.self).joined(separator: "; "))
            return nil
        }
        stateFile = state
        self.shard = shard
        self.label = label
        self.pipeline = pipeline
        self.connection = connection
    }

    /// Posts what a check found, if that was not told yet.
    func tell(_ plan: Plan, failsOnUnmanaged: Bool) async {
        await tell { before in
            let now = before.updated(by: plan, failsOnUnmanaged: failsOnUnmanaged)
            return (now, SlackMessage(plan, failsOnUnmanaged: failsOnUnmanaged, since: before))
        }
    }

    /// Posts that the check itself failed, if that was not told yet.
    func tell(_ error: CommandError) async {
        let reason = pipeline.console.secrets.hiding(in: [error.message, error.help].compactMap { $0 }.joined(separator: "; "))
        await tell { before in
            // Not the message, which may have times and numbers in it.
            let now = before.updated(byFailure: "exit code \(error.status.rawValue)")
            return (now, SlackMessage(failure: reason, exitCode: error.status.rawValue, label: label))
        }
    }

    private func tell(_ news: (_ before: ToldDrift) -> (now: ToldDrift, message: SlackMessage)) async {
        let (before, mayWrite) = stateFile.map(read) ?? (ToldDrift(of: shard), false)
        let (now, message) = news(before)
        guard now != before, await post(message), mayWrite, let stateFile else { return }
        do throws(SystemError) { try pipeline.context.files.replace(stateFile, now.text) } catch {
            pipeline.console.remark(
                .warning, "cannot write \(stateFile): \(error.description): the next run posts the same again")
        }
    }

    /// - Returns: whether the message has arrived.
    private func post(_ message: SlackMessage) async -> Bool {
        do {
            let context = pipeline.context
            var known: [String: CertificateAuthorities] = [:]
            let authorities = try CertificateAuthorities.named(
                in: context.environment, cloud: nil, known: &known, readFile: context.readConfiguration)
            try await webhook.post(message.json, settings: try pipeline.transportSettings(connection), trusting: authorities)
            return true
        } catch {
            let reason =
                (error as? ControlPlaneError)?.text ?? (error as? ConfigurationError)?.message
                ?? (error as? CommandError)?.message ?? "\(error)"
            pipeline.console.remark(.warning, "the webhook failed: \(reason)")
            return false
        }
    }

    /// What was told before. A file that is something else stays as it is: it may be somebody's manifest.
    private func read(_ path: String) -> (told: ToldDrift, mayWrite: Bool) {
        let files = pipeline.context.files
        let reason: String
        switch files.status(path).kind {
        case .nothing: return (ToldDrift(of: shard), true)
        case .regular:
            do {
                if let told = ToldDrift(try files.readAll(path, limit: 64 << 20), of: shard) { return (told, true) }
                reason = "it is damaged, or no file of --webhook-state\(shard.map { " of shard \($0)" } ?? "")"
            } catch {
                reason = "it cannot be read: \(error)"
            }
        case .directory, .special: reason = "it is not a regular file"
        }
        pipeline.console.remark(
            .warning,
            "\(path) does not say what was posted before (\(reason)), so this run posts all that it finds: delete it or name another")
        return (ToldDrift(of: shard), false)
    }
}
