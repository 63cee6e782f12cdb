import FlowLogApply
import FlowLogReport
import FoundationEssentials
import Synchronization

/// The metrics of one run. A scheduler must also see a run that ended before it knew anything.
final class MetricsFile<Format: RunFormat, Found: FoundMetrics>: Sendable {
    private let context: Context
    private let console: Console
    private let label: String
    private let output: OutputOptions<Format>
    private let start: Duration
    private let isInterrupted = Mutex(false)

    /// - Parameters:
    ///   - label: what the run is called.
    ///   - output: where the metrics are asked for.
    init(of found: Found.Type, in context: Context, _ console: Console, label: String, _ output: OutputOptions<Format>) {
        self.context = context
        self.console = console
        self.label = label
        self.output = output
        start = context.ticker.now()
    }

    /// Runs a command; if it fails, the metrics say so. Wrong usage is not a run.
    /// - Throws: what `body` throws, as a `CommandError`.
    func watching(_ body: () async throws -> ExitStatus) async throws(CommandError) -> ExitStatus {
        do { return try await body() } catch {
            let failure = error as? CommandError ?? CommandError(.failed, "internal error: \(error)")
            if failure.status != .usage { _ = write(nil, failure.status) }
            throw failure
        }
    }

    /// Prints and writes the metrics, unless an interrupt has done so already.
    /// - Parameters:
    ///   - found: nil if the run ended before it knew anything.
    ///   - status: how the run ends.
    /// - Returns: exit 1 if a file could not be written.
    func write(_ found: Found?, _ status: ExitStatus) -> ExitStatus {
        isInterrupted.withLock { $0 ? .done : emit(found, status) }
    }

    /// The same for a signal that ends the run; one that arrives while they are being written is too late.
    func interrupt() {
        _ = isInterrupted.withLockIfAvailable { isInterrupted in
            isInterrupted = true
            _ = emit(nil, .interrupted)
        }
    }

    private func emit(_ found: Found?, _ status: ExitStatus) -> ExitStatus {
        let facts = RunFacts(
            finishedAt: Int(context.now().timeIntervalSince1970), duration: (context.ticker.now() - start) / .seconds(1),
            exitCode: status.rawValue, label: label)
        let metrics = RunMetrics(found, run: facts, lastSuccess: lastSuccess)
        return console.emit(to: output) { format, _ in format.isOfRun ? metrics.text.string : nil }
    }

    /// From the files that are there.
    private var lastSuccess: Int? {
        // Reading a pipe would wait for a writer.
        let files = output.files.filter(\.format.isOfRun).map(\.path).filter { context.files.status($0).kind == .regular }
        return files.compactMap { file in
            (try? context.files.readAll(file, limit: 64 << 20)).flatMap {
                RunMetrics<Found>.lastSuccess(in: String(decoding: $0, as: UTF8.self), of: label)
            }
        }.max()
    }
}
