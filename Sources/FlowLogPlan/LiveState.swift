package import FlowLogModel

/// What is live in one region of one project: the planner's second input.
package struct LiveState: Sendable, Hashable {
    /// The region that was listed; nil if nobody said, which only `--endpoint` allows.
    package let region: String?
    /// The URL of the service that was listed, as text that tells services apart; nil if unknown.
    package let service: String?
    /// The token's project, nil if unknown (`OS_TOKEN`).
    package let projectID: ProjectID?
    /// The project's loggers, by id, whatever order the list had.
    package let loggers: [LiveLogger]
    /// How many loggers of other projects the list had; they are no concern of the planner (Contract: Whose logger is it, Matching).
    package let otherProjects: Int

    /// The list has loggers of several projects, and nothing says which is ours.
    package struct UnknownProject: Error, Hashable {
        /// Their ids, sorted.
        package let projects: [String]

        package init(projects: [String]) { self.projects = projects }
    }

    /// - Parameters:
    ///   - region: the region that was listed.
    ///   - service: the URL of the service that was listed, nil if unknown.
    ///   - projectID: the token's project, nil if unknown.
    ///   - list: all that the API listed.
    /// - Throws: `UnknownProject` if the project is unknown and the list has more than one (Contract: Whose logger is it, Matching).
    package init(region: String?, service: String? = nil, projectID: ProjectID?, list: [LiveLogger]) throws(UnknownProject) {
        self.region = region
        self.service = service
        self.projectID = projectID
        var loggers = list
        if let projectID {
            loggers.removeAll { $0.projectID != nil && $0.projectID != projectID }
        } else {
            let projects = Set(list.compactMap(\.projectID))
            guard projects.count <= 1 else { throw UnknownProject(projects: projects.map(\.text).sorted()) }
        }
        loggers.sort { $0.id < $1.id }
        self.loggers = loggers
        otherProjects = list.count - loggers.count
    }
}
