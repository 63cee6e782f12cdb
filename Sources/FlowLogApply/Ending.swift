/// How an action ended, without what is to be said about it: the four words of Contract: Apply, as result and events have them.
package enum Ending: String, Sendable, Hashable, CaseIterable {
    /// What was planned is so.
    case done
    /// It did not work, and what is there is known.
    case failed
    /// Nothing was sent.
    case notStarted = "not started"
    /// Something was sent, and nobody knows what became of it: the next run finds out.
    case unknown
}
