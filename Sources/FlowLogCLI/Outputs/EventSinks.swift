import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials
import Glibc

/// Where the event lines of an apply go: stdout, files, or nowhere. Each line is written at once.
struct EventSinks: Sendable {
    private let lines: EventLines
    private let writers: [@Sendable (String) -> Void]

    /// - Parameters:
    ///   - toOutput: whether stdout gets them.
    ///   - files: paths of files that get them, emptied first.
    /// - Throws: exit 1 for a file that cannot be written.
    init(in context: Context, toOutput: Bool = false, files: [String] = []) throws {
        lines = EventLines { context.now().formatted(.iso8601) }
        writers = (toOutput ? [context.writeOutput] : []) + (try files.map(Self.writer))
        write([lines.version])
    }

    func note(_ plan: Plan) { write(lines.plan(plan)) }

    func note(_ event: ApplyEvent) { write(lines.event(event).map { [$0] } ?? []) }

    func note(_ error: CommandError) { write([lines.diagnostic(.error, error.message)]) }

    /// Writes the last line.
    func end(_ outcome: ApplyOutcome?, _ status: ExitStatus) { write([lines.summary(outcome, exitCode: status.rawValue)]) }

    /// Lines that nobody takes are not even made.
    private func write(_ lines: @autoclosure () -> [String]) {
        guard !writers.isEmpty else { return }
        for line in lines() { for writer in writers { writer(line) } }
    }

    private static func writer(_ path: String) throws -> @Sendable (String) -> Void {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CommandError(
                .failed, "cannot write \(path): \(Context.SystemError(code: errno))", help: "check its folder and permissions")
        }
        return { Context.write($0, to: descriptor) }
    }
}
