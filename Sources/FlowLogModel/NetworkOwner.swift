/// Whose an object of the network is, and who else sees it (Service facts: The network's inventory).
package struct NetworkOwner: Sendable, Hashable {
    /// Nil if the list does not say: then it is the token's.
    package var projectID: ProjectID?
    /// Whether other projects may use it.
    package var isShared: Bool
    /// Whether it leads out of the cloud.
    package var isExternal: Bool

    package init(projectID: ProjectID? = nil, isShared: Bool = false, isExternal: Bool = false) {
        self.projectID = projectID
        self.isShared = isShared
        self.isExternal = isExternal
    }
}
