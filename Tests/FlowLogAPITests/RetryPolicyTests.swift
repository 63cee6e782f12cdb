import FlowLogAPI
import FlowLogApply
import Testing

@Suite("When a failed call is sent again")
struct RetryPolicyTests {
    private func decide(
        _ kind: ControlPlaneError.Kind, attempt: Int = 1, isRepeatable: Bool = true, retryAfter: Duration? = nil, isFinal: Bool = false,
        elapsed: Duration = .zero, random: Double = 0.5
    ) -> RetryPolicy.Decision {
        let failure = CallFailure(ControlPlaneError(kind, "x"), retryAfter: retryAfter, isFinal: isFinal)
        return RetryPolicy.decide(attempt: attempt, isRepeatable: isRepeatable, failure: failure, elapsed: elapsed, random: random)
    }

    @Test(
        "GET, PUT, DELETE and the token call, after what may pass",
        arguments: [
            (ControlPlaneError.Kind.refused(status: 429), true), (.refused(status: 500), true), (.refused(status: 502), true),
            (.refused(status: 503), true), (.refused(status: 504), true), (.unreachable, true), (.unclear, true), (.invalidAnswer, true),
            (.notFound, false), (.notAuthenticated, false), (.notAuthorized, false), (.refused(status: 400), false),
            (.refused(status: 409), false), (.refused(status: 302), false), (.refused(status: 501), false), (.refused(status: 418), false),
        ])
    func repeatable(kind: ControlPlaneError.Kind, isRetried: Bool) {
        #expect(decide(kind) == (isRetried ? .wait(.milliseconds(100)) : .stop(because: nil)))
        let isUndone = kind == .refused(status: 429) || kind == .unreachable
        #expect(
            decide(kind, isRepeatable: false) == (isUndone ? .wait(.milliseconds(100)) : .stop(because: nil)), "the POST of a logger")
    }

    @Test("what cannot get better is not sent again: a certificate, an answer that is too large")
    func final() {
        #expect(decide(.unreachable, isFinal: true) == .stop(because: nil))
        #expect(decide(.invalidAnswer, isFinal: true) == .stop(because: nil))
    }

    @Test(
        "full jitter between nothing and a limit that doubles",
        arguments: [(1, 200), (2, 400), (3, 800), (4, 1600), (5, 3200)])
    func backoff(attempt: Int, milliseconds: Int) {
        let most = Duration.milliseconds(milliseconds)
        #expect(decide(.unclear, attempt: attempt, random: 0) == .wait(.zero))
        #expect(decide(.unclear, attempt: attempt, random: 0.25) == .wait(most / 4))
        guard case .wait(let wait) = decide(.unclear, attempt: attempt, random: 1.0.nextDown) else {
            Issue.record("no further attempt")
            return
        }
        #expect(wait <= most && wait > most - .milliseconds(1))
        #expect(wait <= RetryPolicy.cap)
    }

    @Test("six attempts at most", arguments: [ControlPlaneError.Kind.refused(status: 429), .unclear])
    func attempts(kind: ControlPlaneError.Kind) {
        #expect(decide(kind, attempt: 5) != .stop(because: nil))
        #expect(decide(kind, attempt: 6) == .stop(because: nil))
        #expect(decide(kind, attempt: 6, retryAfter: .seconds(1)) == .stop(because: nil))
    }

    @Test("two minutes in all, to which pauses that the server asks for do not count")
    func total() {
        #expect(decide(.unclear, attempt: 4, elapsed: .milliseconds(119_199)) == .wait(.milliseconds(800)))
        #expect(decide(.unclear, attempt: 4, elapsed: .milliseconds(119_200)) == .stop(because: nil))
        #expect(decide(.unclear, attempt: 1, elapsed: .seconds(300)) == .stop(because: nil))
        #expect(decide(.refused(status: 503), retryAfter: .seconds(299), elapsed: .seconds(119)) == .wait(.seconds(299)))
    }

    @Test("a Retry-After is the least wait, and up to five minutes")
    func retryAfter() {
        let kind = ControlPlaneError.Kind.refused(status: 429)
        #expect(decide(kind, retryAfter: .seconds(7)) == .wait(.seconds(7)))
        #expect(decide(kind, isRepeatable: false, retryAfter: .seconds(7)) == .wait(.seconds(7)))
        #expect(decide(kind, attempt: 3, retryAfter: .zero) == .wait(.milliseconds(400)))
        #expect(decide(kind, retryAfter: .seconds(300)) == .wait(.seconds(300)))
        #expect(
            decide(kind, retryAfter: .seconds(301))
                == .stop(because: "the server asks to wait 301 s (Retry-After), the limit is 300 s"))
        #expect(decide(.refused(status: 400), retryAfter: .seconds(7)) == .stop(because: nil))
    }

    @Test(
        "the first attempt has the request's time-out, a later one no more than what is left of the two minutes",
        arguments: [(1, 0, 30, 30), (1, 0, 600, 600), (2, 30, 30, 30), (4, 100, 30, 20), (2, 90, 90, 30), (6, 119, 30, 1), (4, 91, 30, 29)])
    func timeouts(attempt: Int, elapsed: Int, requestTimeout: Int, expected: Int) {
        let timeout = RetryPolicy.timeout(attempt: attempt, elapsed: .seconds(elapsed), requestTimeout: .seconds(requestTimeout))
        #expect(timeout == .seconds(expected))
    }
}
