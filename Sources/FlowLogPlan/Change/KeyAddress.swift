package import FlowLogModel

/// A key of a stack in its place, or the stack itself; a run has no stack twice in one place (Contract: Manifest).
package struct KeyAddress: Sendable, Hashable {
    /// Where the stack acts.
    package let place: Place
    /// The name of the stack.
    package let stack: String
    /// Nil for a logger without one, and for a stack.
    package let key: String?
}
