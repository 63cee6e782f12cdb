/// What was found of a container before a logger is to write to it (Contract: Storage, Before a create).
package enum ContainerFinding: Sendable, Hashable {
    /// HEAD and GET both say that it is not there.
    case missing
    /// It is there.
    /// - Parameters:
    ///   - writeACL: the header `X-Container-Write`, empty if it was answered without one to somebody who may see it; nil if it is not shown.
    ///   - url: where it was asked, which may be another place than the logger's URL says.
    case found(writeACL: String?, url: String)
    case unknown(StorageFailure)
}
