/// Why apply does not run a plan (Contract: Safety).
package struct Refusal: Sendable, Hashable {
    /// The stable codes, which `explain` knows.
    package enum Code: String, Sendable, CaseIterable {
        /// A change of the plan must not be made.
        case blocked
        /// The manifest has no loggers, and the stack owns some.
        case emptyManifest = "empty-manifest"
        /// More would end than the limit allows.
        case maxDeletes = "max-deletes"
        /// `--check-storage required`, and it is not known whether a container can be written.
        case storageNotChecked = "storage-not-checked"
    }

    /// Which rule of Contract: Safety.
    package let code: Code
    /// With numbers, limit and the option that lifts it.
    package let message: String
}
