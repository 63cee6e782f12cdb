import FlowLogApply
import FlowLogPlan
import Synchronization

extension Pipeline {
    /// Applies while progress is shown and signals are watched: the first signal lets what is running finish, the second ends the run at once.
    func run(_ planned: Planned, _ settings: ApplySettings, _ report: ApplyReport) async -> ApplyOutcome {
        context.expectSignals()
        let settings = settings.hiding(console.secrets)
        let ledger = SharedLedger()
        let (stream, continuation) = AsyncStream.makeStream(of: ApplyEvent.self)
        return await withTaskGroup(of: ApplyOutcome?.self) { group in
            group.addTask {
                await context.watchSignals {
                    guard interruption.isRequested else {
                        interruption.request()
                        continuation.yield(.interrupted)
                        return
                    }
                    let outcome = ledger.outcomeNow(of: planned.plan)
                    report.end(outcome, ExitStatus(outcome))
                    context.exitNow(.interrupted)
                }
                return nil
            }
            group.addTask {
                async let progress: Void = Progress(console: console, ticker: context.ticker, pace: context.realTicker.sleep)
                    .follow(stream) { report.add($0) }
                let outcome = await FlowLogApply.apply(
                    planned.plan, on: planned.planes, settings: settings, ticker: context.ticker, interruption: interruption
                ) { event in
                    ledger.record(event)
                    continuation.yield(event)
                }
                continuation.finish()
                await progress
                return outcome
            }
            var outcome: ApplyOutcome?
            while outcome == nil, let ended = await group.next() { outcome = ended }
            group.cancelAll()
            return outcome ?? ledger.outcomeNow(of: planned.plan)
        }
    }
}

/// What is known of a run in progress, for the signal that ends it at once.
private final class SharedLedger: Sendable {
    private let ledger = Mutex(Ledger())

    func record(_ event: ApplyEvent) { ledger.withLock { $0.record(event) } }

    func outcomeNow(of plan: Plan) -> ApplyOutcome { ledger.withLock { $0.outcomeNow(of: plan) } }
}
