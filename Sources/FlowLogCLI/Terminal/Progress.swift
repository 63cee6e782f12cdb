import FlowLogApply
import FlowLogPlan
import FlowLogReport
import Synchronization

/// Shows what an apply does: drawn over and over on a terminal, a plain line each elsewhere.
struct Progress: Sendable {
    let console: Console
    let ticker: Ticker
    /// How many actions there are.
    let total: Int
    /// After how long a wait gets a plain line, and another one.
    private let patience = Duration.seconds(10)

    init(console: Console, ticker: Ticker, total: Int) {
        self.console = console
        self.ticker = ticker
        self.total = total
    }

    /// Follows the events to their end.
    /// - Parameter note: gets each event, in order.
    func follow(_ events: AsyncStream<ApplyEvent>, note: (ApplyEvent) -> Void) async {
        guard console.isLive else { return await followPlainly(events, note: note) }
        let screen = Screen(console: console, view: LiveView(total: total))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    screen.draw(at: ticker.now())
                    try? await Task.sleep(for: .milliseconds(200))
                }
            }
            for await event in events {
                note(event)
                screen.note(event, at: ticker.now())
            }
            group.cancelAll()
        }
        screen.clear()
    }

    private func followPlainly(_ events: AsyncStream<ApplyEvent>, note: (ApplyEvent) -> Void) async {
        var next: [ChangeAddress: Duration] = [:]
        for await event in events {
            note(event)
            if case .waiting(let change, _, _, let elapsed) = event {
                guard elapsed >= next[change.place, default: patience] else { continue }
                next[change.place] = elapsed + patience
            }
            console.note(ApplyText.line(event))
        }
    }
}

/// The part of the terminal that is drawn over.
private final class Screen: Sendable {
    private let console: Console
    private let state: Mutex<(view: LiveView, drawn: Int)>

    init(console: Console, view: LiveView) {
        self.console = console
        state = Mutex((view, 0))
    }

    func note(_ event: ApplyEvent, at time: Duration) { state.withLock { $0.view.note(event, at: time) } }

    func draw(at time: Duration) {
        state.withLock { state in
            let lines = state.view.lines(at: time, width: console.width)
            console.draw(Self.erase(state.drawn) + lines.map { $0 + "\n" }.joined())
            state.drawn = lines.count
        }
    }

    /// Leaves the terminal as if nothing had been drawn.
    func clear() {
        state.withLock { state in
            console.draw(Self.erase(state.drawn))
            state.drawn = 0
        }
    }

    /// Up to the first of the drawn lines, and everything below it gone; the terminal may have shown `^C` in the last one.
    private static func erase(_ lines: Int) -> String { lines == 0 ? "" : "\r\u{1b}[\(lines)A\u{1b}[J" }
}
