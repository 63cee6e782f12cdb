import FlowLogApply
import FlowLogPlan
import FlowLogReport

/// Shows what an apply does, a plain line each.
struct Progress {
    let console: Console
    /// How long a wait is shown once, in seconds.
    private let pause = Duration.seconds(10)

    init(console: Console) { self.console = console }

    /// Follows the events to their end.
    func follow(_ events: AsyncStream<ApplyEvent>) async {
        var next: [String: Duration] = [:]
        for await event in events {
            if case .waiting(let change, _, _, let elapsed) = event {
                guard elapsed >= next[change.address, default: pause] else { continue }
                next[change.address] = elapsed + pause
            }
            console.note(ApplyText.line(event))
        }
    }
}
