import FoundationEssentials

/// What the faults that hit one call do together.
struct Injection: Sendable {
    /// The first of those that put something else in the answer's place; the others have no effect.
    private var replacement: Fault.Kind?
    /// All delays.
    private var delay: Duration = .zero
    /// How long a logger is still shown after its deletion.
    private(set) var deleteLag: Duration = .zero
    /// How old a list is.
    private(set) var staleness: Duration = .zero

    init(_ faults: [Fault]) {
        for fault in faults {
            switch fault.kind {
            case .delay(let duration): delay += duration
            case .staleList(let duration): staleness = max(staleness, duration)
            case .deleteLag(let duration): deleteLag = max(deleteLag, duration)
            case .status, .dropBefore, .dropAfterCommit, .truncate, .garbage: replacement = replacement ?? fault.kind
            }
        }
    }

    /// The time that a list shows.
    func readTime(_ now: Date) -> Date { now.addingTimeInterval(-staleness.timeInterval) }

    /// The answer under these faults.
    ///
    /// - Parameter serve: lets the request take effect; not called when a fault is in front of the service.
    func answer(at now: Date, _ serve: () -> Answer) -> Answer {
        var answer: Answer
        switch replacement {
        case .status(let code, let retryAfter):
            answer = Answer(status: code, body: .text("This error was injected by the simulator."))
            if let retryAfter { answer.headers.append(("Retry-After", retryAfter.value(at: now))) }
        case .dropBefore:
            answer = Answer(status: 0, delivery: .dropped)
        case .dropAfterCommit:
            _ = serve()
            answer = Answer(status: 0, delivery: .dropped)
        case .truncate:
            answer = serve()
            answer.delivery = .truncated
        case .garbage:
            answer = serve()
            answer.status = (200...299).contains(answer.status) && answer.status != 204 ? answer.status : 200
            answer.body = .text("<html><body>This page was injected by the simulator.</body></html>")
        case .delay, .staleList, .deleteLag, nil:
            answer = serve()
        }
        answer.delay += delay
        return answer
    }
}

extension Fault.RetryAfter {
    fileprivate func value(at now: Date) -> String {
        switch self {
        case .seconds(let seconds): String(seconds)
        case .date(let seconds): now.addingTimeInterval(TimeInterval(seconds)).httpDate
        }
    }
}
