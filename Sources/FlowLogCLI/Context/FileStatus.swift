/// What is at a path.
package struct FileStatus: Sendable {
    package enum Kind: Sendable {
        case nothing, regular, directory
        /// A pipe, a terminal, a device: it may wait for others, or have no end.
        case special
    }

    package let kind: Kind
    /// What is the same for all names of one file, there or not; nil if there cannot be one.
    package let identity: FileIdentity?

    package init(kind: Kind, identity: FileIdentity?) {
        self.kind = kind
        self.identity = identity
    }
}
