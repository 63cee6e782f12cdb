import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials
import Synchronization

/// What an apply reports. As text: the plan, and the result at the end. As events: a line for each thing that happens, written at once.
final class ApplyReport: Sendable {
    private let context: Context
    private let console: Console
    private let showsText: Bool
    private let textFiles: [String]
    private let text = TextLog()
    private let lines: EventLines
    private let eventWriters: [@Sendable (String) -> Void]
    private let eventFailure: OutputFailure
    private let step: GitHubStep?
    private let planned = Mutex<Plan?>(nil)

    /// - Parameters:
    ///   - format: what stdout gets.
    ///   - files: what files get as well; those for events are emptied first.
    ///   - step: the step of GitHub Actions that gets a summary.
    /// - Throws: exit 1 for a file that cannot be written.
    init(
        in context: Context, _ console: Console, format: ApplyFormat = .text, files: [(format: ApplyFormat, path: String)] = [],
        step: GitHubStep? = nil
    ) throws {
        self.context = context
        self.console = console
        self.step = step
        showsText = format == .text
        textFiles = files.filter { $0.format == .text }.map(\.path)
        lines = EventLines { context.now().formatted(.iso8601) }
        let failure = OutputFailure()
        eventFailure = failure
        let eventFiles = try files.filter { $0.format == .events }.map { try Self.writer($0.path, context, failure) }
        eventWriters = (format == .events ? [context.writeOutput] : []) + eventFiles
        write([lines.version])
    }

    /// - Throws: exit 1 for what cannot be written, before anything is changed.
    func begin(with plan: Plan) throws(CommandError) {
        planned.withLock { $0 = plan }
        show { PlanText(plan, style: $0).text }
        for file in textFiles { try context.write(text.content, toFile: file) }
        write(lines.plan(plan))
        if let error = context.outputError() ?? eventFailure.first {
            throw CommandError(.failed, "cannot report what happens (\(error)): nothing was changed")
        }
    }

    func add(_ event: ApplyEvent) { write(lines.event(event).map { [$0] } ?? []) }

    func add(_ error: CommandError) { write([lines.diagnostic(.error, error.message)]) }

    /// Reports the result, if there is one, and writes the last event.
    func end(_ outcome: ApplyOutcome?, _ status: ExitStatus) {
        if let outcome, !outcome.results.isEmpty || outcome.verdict != .complete {
            show { ApplyText.result(outcome, style: $0) }
            for file in textFiles { _ = console.write(text.content, toFile: file) }
        }
        write([lines.summary(outcome, exitCode: status.rawValue)])
        if let plan = planned.withLock({ $0 }) {
            step?.add(
                summary: { ApplyMarkdown(plan, outcome).text(limit: $0).string }, output: GitHubOutput(plan).text(outcome).string, console)
        }
        if let error = eventFailure.first { console.remark(.warning, "events were lost: \(error.description)") }
    }

    private func show(_ render: (Style) -> Shown) {
        if showsText { console.show(render(console.style).string) }
        if !textFiles.isEmpty { text.add(render(.plain).string) }
    }

    /// The lines are not even made if nobody wants them.
    private func write(_ lines: @autoclosure () -> [String]) {
        guard !eventWriters.isEmpty else { return }
        for line in lines() { for writer in eventWriters { writer(line) } }
    }

    private static func writer(_ path: String, _ context: Context, _ failure: OutputFailure) throws -> @Sendable (String) -> Void {
        if FileDescriptor(namedBy: path) == FileDescriptor.output { return context.writeOutput }
        do throws(SystemError) {
            let write = try context.files.stream(path)
            return { failure.record(write($0)) }
        } catch {
            throw CommandError(.failed, "cannot write \(path): \(error)", help: "check its folder and permissions")
        }
    }
}

/// The text so far: files of text are written as a whole.
private final class TextLog: Sendable {
    private let text = Mutex("")

    var content: String { text.withLock { $0 } }

    func add(_ more: String) { text.withLock { $0 += more } }
}
