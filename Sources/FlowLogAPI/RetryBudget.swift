/// What keeps a run from retrying an API that is dead, call by call, for hours.
///
/// Two limits, because either alone lets something through: the number of retries ends a run against a service that fails at once,
/// the time ends one against a service that takes each call and never answers. Each answer gives one retry back, so a service that
/// answers at least every other call is never given up.
struct RetryBudget {
    static let size = 500
    /// Without one answer; longer than the longest `Retry-After`, so that one such pause is always waited out.
    static let patience = Duration.seconds(600)

    /// Of the whole run.
    private(set) var retries = 0
    private var left = size
    private var failingSince: Duration?

    mutating func noteAnswer() {
        left = min(left + 1, Self.size)
        failingSince = nil
    }

    mutating func noteFailure(at time: Duration) {
        failingSince = failingSince ?? time
    }

    /// Takes a retry that would be sent at a time; false if none is left.
    mutating func take(at time: Duration) -> Bool {
        guard left > 0, time - (failingSince ?? time) <= Self.patience else { return false }
        left -= 1
        retries += 1
        return true
    }
}
