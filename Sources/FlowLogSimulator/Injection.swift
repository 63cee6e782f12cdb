import FoundationEssentials

/// What the faults that hit one call do together.
struct Injection: Sendable {
    /// The first of those that answer something else instead; the others have no effect.
    private var replacement: Fault.Kind?
    /// All delays.
    private var delay: Duration = .zero
    /// How long a logger is still shown after its deletion.
    private(set) var deleteLag: Duration = .zero
    /// How old a list is.
    private var listAge: Duration = .zero
    /// How old a show is.
    private var showAge: Duration = .zero
    /// How writes are kept, in the order of the faults.
    private var storedForms: [StoredForm] = []
    private var answerForms = AnswerForms()
    /// The names of a query that a list does not heed.
    private var ignoredNames: Set<String> = []

    init(_ faults: [Fault]) {
        for fault in faults {
            switch fault.kind {
            case .delay(let duration): delay += duration
            case .staleList(let duration): listAge = max(listAge, duration)
            case .staleShow(let duration): showAge = max(showAge, duration)
            case .deleteLag(let duration): deleteLag = max(deleteLag, duration)
            case .stores(let forms): storedForms += forms
            case .ids(let forms): answerForms.ids += forms
            case .lacks(let names): answerForms.lacking += names
            case .nulls(let names): answerForms.null += names
            case .ignores(let names): ignoredNames.formUnion(names)
            case .noLinks: answerForms.hasNoLinks = true
            case .status, .dropBefore, .dropAfterCommit, .truncate, .garbage, .noBody: replacement = replacement ?? fault.kind
            }
        }
    }

    /// The greatest age of anything that is read.
    var staleness: Duration { max(listAge, showAge) }

    /// The time that a list shows.
    func listTime(_ now: Date) -> Date { now.addingTimeInterval(-listAge.timeInterval) }

    /// The time that a show shows.
    func showTime(_ now: Date) -> Date { now.addingTimeInterval(-showAge.timeInterval) }

    /// The query as a list heeds it.
    func heard(_ query: Query) -> Query {
        var heard = query
        heard.items.removeAll { ignoredNames.contains($0.name) }
        return heard
    }

    /// The fields of a create or an edit as the service keeps them.
    func stored(_ fields: JSONObject) -> JSONObject {
        storedForms.reduce(into: fields) { $1.apply(to: &$0) }
    }

    /// The answer under these faults.
    /// - Parameter serve: lets the request take effect; not called when a fault keeps it from the service.
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
        case .noBody(let status):
            answer = serve()
            guard (200...299).contains(answer.status) else { break }
            answer.status = status ?? answer.status
            answer.body = .none
        default:
            answer = serve()
        }
        if case .json(let body) = answer.body { answer.body = .json(answerForms.applied(to: body)) }
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
