import FlowLogModel

extension ServiceURL {
    /// The URL of a project's instances, which catalogs have with or without `/v2/{project}` at its end (Service facts: The network's
    /// inventory).
    /// - Throws: of kind `url` if the project is missing in it and not known either.
    func ofCompute(for project: ProjectID?) throws(ConfigurationError) -> ServiceURL {
        let end = path.firstMatch(of: #/(/v2(?:\.[0-9]+)?)(/[^/]+)?$/#)
        if let end, end.output.2 != nil { return self }
        guard let project else {
            throw ConfigurationError(
                .url, "\(setting) does not say the project, and neither does the login: '\(text)'",
                help: "log in with the project's id (OS_TENANT_ID) in place of its name")
        }
        return below("\(end == nil ? "/v2" : "")/\(PercentEncoding.encode(project.text))")
    }
}
