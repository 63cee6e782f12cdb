import FlowLogApply
import FlowLogModel
import FlowLogPlan
import FlowLogReport
import FoundationEssentials
import Synchronization

/// The metrics of one drift run. A scheduler must also see a run that ended before it knew anything.
final class RunMetrics: Sendable {
    private let context: Context
    private let console: Console
    private let label: String
    private let output: OutputOptions<DriftFormat>
    private let start: Duration
    private let isInterrupted = Mutex(false)

    /// - Parameters:
    ///   - label: what the run is called.
    ///   - output: where the metrics are asked for.
    init(in context: Context, _ console: Console, label: String, _ output: OutputOptions<DriftFormat>) {
        self.context = context
        self.console = console
        self.label = label
        self.output = output
        start = context.ticker.now()
    }

    /// Prints and writes the metrics, unless an interrupt has done so already.
    /// - Parameters:
    ///   - plan: nil if the run ended before it had one.
    ///   - status: how the run ends.
    /// - Returns: exit 1 if a file could not be written.
    func write(_ plan: Plan?, _ status: ExitStatus) -> ExitStatus {
        isInterrupted.withLock { $0 ? .done : emit(plan, status) }
    }

    /// The same for a signal that ends the run; one that arrives while they are being written is too late.
    func interrupt() {
        _ = isInterrupted.withLockIfAvailable { isInterrupted in
            isInterrupted = true
            _ = emit(nil, .interrupted)
        }
    }

    private func emit(_ plan: Plan?, _ status: ExitStatus) -> ExitStatus {
        let facts = RunFacts(
            finishedAt: Int(context.now().timeIntervalSince1970), duration: (context.ticker.now() - start) / .seconds(1),
            exitCode: status.rawValue, label: label)
        let metrics = DriftMetrics(plan: plan, run: facts, lastSuccess: lastSuccess)
        return console.emit(to: output) { format, _ in
            if case .run(let render) = format.rendering { render(metrics) } else { nil }
        }
    }

    /// From the files that are there.
    private var lastSuccess: Int? {
        // Reading a pipe would wait for a writer.
        let files = output.files.filter(\.format.isOfRun).map(\.path).filter { context.files.status($0).kind == .regular }
        return files.compactMap { file in
            (try? context.files.readAll(file, limit: 64 << 20)).flatMap {
                DriftMetrics.lastSuccess(in: String(decoding: $0, as: UTF8.self), of: label)
            }
        }.max()
    }
}
