package import FlowLogModel

/// One entry of `clouds.yaml`, with what `secure.yaml` adds to it (Contract: Credentials).
package struct CloudEntry: Sendable, Equatable {
    package let name: String
    /// The file it is from, as messages call it.
    package let source: String
    package var authURL: String?
    package var username: String?
    package var password: Secret?
    package var projectID: String?
    package var projectName: String?
    /// Those that it names, in its order; only with one of them it says where a run acts.
    package var regions: [String]
    /// The path of a PEM file.
    package var caFile: String?
    /// Whether it asks for certificates not to be checked, which is refused.
    package var isInsecure: Bool
    /// What it has in place of something that it lacks, in words that go on after "it has".
    package var instead: [String]

    package init(
        name: String, source: String, authURL: String? = nil, username: String? = nil, password: Secret? = nil, projectID: String? = nil,
        projectName: String? = nil, regions: [String] = [], caFile: String? = nil, isInsecure: Bool = false, instead: [String] = []
    ) {
        self.name = name
        self.source = source
        self.authURL = authURL
        self.username = username
        self.password = password
        self.projectID = projectID
        self.projectName = projectName
        self.regions = regions
        self.caFile = caFile
        self.isInsecure = isInsecure
        self.instead = instead
    }
}
