import FlowLogApply
import FlowLogPlan
import FlowLogReport
import Synchronization

/// Shows what an apply does: drawn over and over on a terminal, line by line elsewhere.
struct Progress: Sendable {
    let console: Console
    let ticker: Ticker
    /// Waits between two pictures.
    let pace: @Sendable (Duration) async throws -> Void
    /// How long a wait lasts until it gets a plain line, and then another.
    private let patience = Duration.seconds(10)

    init(console: Console, ticker: Ticker, pace: @escaping @Sendable (Duration) async throws -> Void) {
        self.console = console
        self.ticker = ticker
        self.pace = pace
    }

    /// Follows the events to their end.
    /// - Parameter note: gets each event, in order.
    func follow(_ events: AsyncStream<ApplyEvent>, note: (ApplyEvent) -> Void) async {
        guard console.isLive else { return await followPlainly(events, note: note) }
        let screen = Screen(console: console, view: LiveView())
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    screen.draw(at: ticker.now())
                    try? await pace(.milliseconds(200))
                }
            }
            for await event in events {
                note(event)
                screen.record(event, at: ticker.now())
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
                guard elapsed >= next[change.fullAddress, default: patience] else { continue }
                next[change.fullAddress] = elapsed + patience
            }
            if let line = ApplyText.line(event) { console.say(line) }
        }
    }
}

/// The part of the terminal that is drawn over and over.
private final class Screen: Sendable {
    private let console: Console
    private let state: Mutex<(view: LiveView, drawn: [Shown])>

    init(console: Console, view: LiveView) {
        self.console = console
        state = Mutex((view, []))
    }

    func record(_ event: ApplyEvent, at time: Duration) { state.withLock { $0.view.record(event, at: time) } }

    /// Draws over what is there line by line: a terminal may keep in its history what is cleared all at once.
    func draw(at time: Duration) {
        state.withLock { state in
            let size = console.size
            let lines = state.view.lines(at: time, width: size.columns, height: size.rows)
            let start = Self.up(Self.rows(state.drawn, size.columns))
            console.draw(start + lines.map { $0.string + "\u{1b}[K\n" }.joined() + "\u{1b}[J")
            state.drawn = lines
        }
    }

    /// Leaves the terminal as if nothing had been drawn.
    func clear() {
        state.withLock { state in
            let rows = Self.rows(state.drawn, console.size.columns)
            console.draw(Self.up(rows) + String(repeating: "\u{1b}[K\n", count: rows) + Self.up(rows))
            state.drawn = []
        }
    }

    /// How many rows the lines take; a terminal that has become narrower has wrapped them again.
    private static func rows(_ lines: [Shown], _ columns: Int) -> Int {
        lines.reduce(0) { $0 + max(1, ($1.width + columns - 1) / columns) }
    }

    /// Moves to the beginning of the row that many rows up. The terminal may have printed `^C` in the last one, so the column matters.
    private static func up(_ rows: Int) -> String { rows == 0 ? "" : "\r\u{1b}[\(rows)A" }
}
