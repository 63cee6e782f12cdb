import FlowLogModel

extension ProjectID? {
    /// Whether what has this owner is the project's: what does not say whose it is counts as the project's.
    func isOwn(of project: ProjectID?) -> Bool { map { $0 == project } ?? true }
}

extension NetworkOwner {
    /// Whether what has this owner is part of the project's network: it is the project's, and does not lead out of the cloud.
    func isOwn(of project: ProjectID?) -> Bool { !isExternal && projectID.isOwn(of: project) }
}
