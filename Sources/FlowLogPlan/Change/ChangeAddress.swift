/// What is unique in a plan: an address in its region (Contract: Plan).
package struct ChangeAddress: Sendable, Hashable {
    /// Where the logger is; nil if nobody said.
    package let region: String?
    /// `STACK/KEY`, `STACK/KEY?ID` or `?ID`.
    package let address: String
}
