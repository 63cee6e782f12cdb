package import FlowLogModel

/// What is unique in a plan: an address in its place (Contract: Plan; Contract: Many stacks, One stack in many clouds).
package struct ChangeAddress: Sendable, Hashable {
    /// Where the logger is.
    package let place: Place
    /// `STACK/KEY`, `STACK/KEY?ID` or `?ID`.
    package let address: String
}
