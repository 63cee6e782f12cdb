/// Why a change must not be done; apply refuses the whole plan while one is there (Contract: Safety).
package struct Block: Sendable, Hashable {
    /// The stable codes, which `explain` knows.
    package enum Code: String, Sendable, CaseIterable {
        /// The manifest pins an id that no logger has.
        case idNotFound = "id-not-found"
        /// A logger with the key's name would have to be replaced to be adopted, which nobody asked for.
        case adoptWouldReplace = "adopt-would-replace"
        /// Several unmarked loggers have the key's name.
        case ambiguousName = "ambiguous-name"
        /// Several keys claim one logger.
        case contested
        /// The logger belongs to another stack.
        case foreignOwner = "foreign-owner"
        /// The logger would be deleted once it is released.
        case releaseWouldDelete = "release-would-delete"
        /// The mark has words of a newer version.
        case newerMark = "newer-mark"
        /// The description has marks of different owners.
        case ambiguousMark = "ambiguous-mark"
        /// The service's answer lacks fields that count, or has them in another form.
        case unreadableFields = "unreadable-fields"
        /// The manifest names a resource that is not there.
        case resourceNotFound = "resource-not-found"
        /// The manifest names a resource, and there are several of that name.
        case resourceAmbiguous = "resource-ambiguous"
        /// The logger is protected, and would be deleted or replaced.
        case preventDestroy = "prevent-destroy"
        /// The description leaves no room for the mark.
        case descriptionTooLong = "description-too-long"
        /// The container that the logger would write to does not exist.
        case containerMissing = "container-missing"
        /// The service's account may not write to the container, and the run requires that it may.
        case containerNotWritable = "container-not-writable"
    }

    /// Whether it is not known what is to be recorded.
    package var isUnresolved: Bool { code == .resourceNotFound || code == .resourceAmbiguous }

    /// Which rule is in the way.
    package let code: Code
    /// For people, with the way out; not escaped.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
