/// A key of a stack in its region; a run has no stack twice in one region (Contract: Manifest).
package struct KeyAddress: Sendable, Hashable {
    /// Where the stack acts; nil if nobody said.
    package let region: String?
    /// The name of the stack.
    package let stack: String
    /// Nil for a logger without one.
    package let key: String?
}
