import ArgumentParser
import FlowLogAPI
import FlowLogApply
import FlowLogManifest
import FlowLogModel
import FlowLogPlan
import FlowLogReport

struct ExportCommand: ContextCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a manifest from live loggers.",
        discussion: """
            Writes loggers that nobody owns, and with --stack also those of that stack, under their keys. The plan for the result adopts them and changes nothing else,
            unless a filter leaves out loggers that the stack already owns; the manifest then says so.
            Makes no change. What a manifest cannot say is commented out and named on stderr with the reason, and the exit code is 2.
            A logger that validate would warn about is pinned by its id, because validate does not warn about loggers that exist.

            Example:
              flowlogctl export --region KR1 > network.yaml
              flowlogctl export --stack subnets --resource-type SUBNET > subnets.yaml
            """)

    @Option(help: "The name of the stack; loggers that it already owns are written too.")
    var stack: String?

    @OptionGroup var filters: LoggerFilterOptions
    @OptionGroup var options: ReadOptions

    func validate() throws {
        if let stack, !Identifier.isStack(stack) {
            throw ValidationError(
                "--stack must be a stack name: lower case letters, digits and '-', at most 40, beginning with a letter or digit")
        }
    }

    func run(in context: Context) async throws -> ExitStatus {
        let pipeline = Pipeline(in: context, options.console)
        let console = pipeline.console
        let export = try await pipeline.withService(options) { region, client, projectID in
            async let capturing = capturing(client, console)
            let selected =
                filters.filters.isEmpty ? nil : Set(try await client.listLoggers(filters: filters.filters).compactMap { $0["id"]?.string })
            let live = try LiveState(region: region, projectID: projectID, list: try await client.list())
            let export = ManifestExport(live: live.loggers, stack: stack, region: region, selected: selected, capturing: await capturing)
            let others = Dictionary(grouping: live.loggers.compactMap(\.mark).filter { $0.stack != export.stack }, by: \.stack)
            for (name, marks) in others.sorted(by: { $0.key < $1.key }) {
                console.remark(.note, "\(counted(marks.count, "logger")) of stack '\(name)' left out (--stack \(name) writes them)")
            }
            return export
        }
        console.show(export.text)
        for warning in export.warnings { console.remark(.warning, "\(warning)") }
        for left in export.leftOut {
            console.remark(.warning, "logger '\(left.name)' (\(left.id)) is left out: \(left.reason)")
        }
        let left = export.commentedOut == 0 ? "" : ", \(export.commentedOut) commented out"
        console.remark(.note, "\(counted(export.count, "logger")) written as stack '\(export.stack)'\(left)")
        return export.leftOut.isEmpty ? .done : .changes
    }

    /// The loggers that capture at least one port; nil if the service does not say, which is no reason to fail.
    private func capturing(_ client: FlowLogClient, _ console: Console) async -> Set<String>? {
        do { return Set(try await client.portCounts().keys) } catch {
            console.remark(.warning, "logging ports could not be listed, so dangling targets are not marked: \(error.text)")
            return nil
        }
    }
}
