import FlowLogModel

extension WireObject {
    /// The project that an object of the network belongs to.
    var projectID: ProjectID? { (text("tenant_id") ?? text("project_id")).map { ProjectID($0) } }

    var networkOwner: NetworkOwner {
        NetworkOwner(projectID: projectID, isShared: flag("shared"), isExternal: flag("router:external"))
    }

    /// False where it is not there.
    private func flag(_ key: WireKey) -> Bool { (try? optionalValue(Bool.self, key, "a boolean")) ?? false }
}
