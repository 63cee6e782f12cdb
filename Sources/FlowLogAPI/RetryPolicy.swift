import FlowLogApply

/// When a failed call is sent again (Contract: Apply, Retries).
package enum RetryPolicy {
    /// How often one call is sent, at most.
    package static let attempts = 6
    /// The longest first wait; each further one may be twice as long, up to `cap`.
    package static let base = Duration.milliseconds(200)
    package static let cap = Duration.seconds(10)
    /// For one call in all. What a `Retry-After` asks for is not counted: it may be longer than this by itself.
    package static let total = Duration.seconds(120)
    /// A server that asks for a longer pause gets no further call.
    package static let longestRetryAfter = Duration.seconds(300)

    /// What to do after a failed attempt.
    package enum Decision: Hashable, Sendable {
        /// Send it again after at least this time.
        case wait(Duration)
        /// Give up, with a reason if the failure itself does not say it.
        case stop(because: String?)
    }

    /// Decides about a call that has failed.
    /// - Parameters:
    ///   - attempt: how often it was sent, from 1.
    ///   - isRepeatable: whether sending it twice is the same as once: GET, PUT, DELETE and the token call, not the POST of a logger.
    ///   - failure: how the last attempt failed.
    ///   - elapsed: since the first attempt, without pauses that the server asked for.
    ///   - random: 0..<1, for full jitter.
    package static func decide(attempt: Int, isRepeatable: Bool, failure: CallFailure, elapsed: Duration, random: Double) -> Decision {
        // After a 429, and without a connection, nothing was done: any call may be sent again.
        let isUndone = [.refused(status: 429), .unreachable].contains(failure.error.kind)
        let isWorthwhile = isUndone || (isRepeatable && failure.verdict != .healthy)
        guard isWorthwhile, !failure.isFinal, attempt < attempts else { return .stop(because: nil) }
        let retryAfter = failure.retryAfter ?? .zero
        guard retryAfter <= longestRetryAfter else {
            let limit = longestRetryAfter.components.seconds
            return .stop(because: "the server asks to wait \(retryAfter.components.seconds) s (Retry-After), the limit is \(limit) s")
        }
        let backoff = min(cap, base * (1 << (attempt - 1))) * random
        guard elapsed + backoff < total else { return .stop(because: nil) }
        return .wait(max(backoff, retryAfter))
    }

    /// How long an attempt may take.
    /// - Parameters:
    ///   - attempt: the number of the attempt, from 1. The first has all the time that the user gives a request, the later ones what is
    ///     left for the call.
    ///   - elapsed: as for `decide`.
    ///   - requestTimeout: the value of `--request-timeout`.
    package static func timeout(attempt: Int, elapsed: Duration, requestTimeout: Duration) -> Duration {
        attempt == 1 ? requestTimeout : min(requestTimeout, max(.seconds((total - elapsed).components.seconds), .seconds(1)))
    }
}
