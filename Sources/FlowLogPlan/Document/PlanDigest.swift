/// What tells plans apart: equal plans have equal digests, whenever they were made (Contract: Plan, Plan document).
package struct PlanDigest: Sendable, Hashable {
    /// 64 lower-case hexadecimal digits.
    package let text: String

    init(_ text: String) { self.text = text }

    /// The first 12 digits, which people can compare.
    package var short: String { String(text.prefix(12)) }
}
