/// How long a list may lag behind a write: it is fetched again for a little more than 30 seconds in all (Contract: Apply, Proof).
enum LookAgain {
    /// The pause before each further attempt.
    static let pauses: [Duration] = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .milliseconds(15_500)]
}
