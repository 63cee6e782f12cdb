/// Whether a logger can write to a container, as far as is known (Contract: Storage, Before a create).
package enum ContainerVerdict: Sendable, Hashable {
    case ok
    case missing
    /// The access list that is shown does not have the writer.
    /// - Parameters:
    ///   - acl: the list.
    ///   - url: where the container was asked.
    case notWritable(acl: String, url: String)
    case notChecked(StorageFailure)

    /// - Parameters:
    ///   - finding: what was found of the container.
    ///   - writer: who is to write; nil if the manifest does not say.
    package init(_ finding: ContainerFinding, writer: StorageWriter?) {
        switch finding {
        case .missing: self = .missing
        case .unknown(let failure): self = .notChecked(failure)
        case .found(let acl, let url):
            guard let writer else {
                self = .notChecked(
                    StorageFailure(.notChecked, "the manifest does not say who is to write to it: add storage.writer"))
                return
            }
            guard let acl else {
                self = .notChecked(
                    StorageFailure(
                        .notChecked,
                        "it does not show who may write to it (X-Container-Write): it lets nobody, or this user may not see it"))
                return
            }
            self = writer.isGranted(by: acl) ? .ok : .notWritable(acl: acl, url: url)
        }
    }
}
