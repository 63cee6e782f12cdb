/// What is unique in a plan: an address in its region (Contract: Plan).
package struct ChangeAddress: Sendable, Hashable {
    package let region: String?
    package let address: String
}
