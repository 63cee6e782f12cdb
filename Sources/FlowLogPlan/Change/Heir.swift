/// Which key seems to want what a deleted logger recorded, so that a hint can say how the logger lives on (Contract: Plan, Text).
package enum Heir: Sendable, Hashable {
    /// Another key of the same stack, which is created.
    case key(String)
    /// The same key of another stack of the run.
    case stack(String)
}
