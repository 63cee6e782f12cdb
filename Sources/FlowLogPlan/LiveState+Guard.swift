package import FlowLogModel

extension LiveState {
    /// Itself, if it is of the project that a manifest guards (Contract: Credentials, Regions and projects).
    /// - Throws: for another project, and where nothing says which one it is.
    package func guarded(by stack: DesiredStack) throws(StackFailure) -> LiveState {
        guard let guarded = stack.projectID else { return self }
        guard let actual = projectID ?? loggers.lazy.compactMap(\.projectID).first else {
            throw StackFailure(
                .configuration,
                "the manifest is for project \(guarded), and the token does not say its project: log in with a password, or remove project_id"
            )
        }
        guard guarded == actual else {
            throw StackFailure(
                .configuration, "the manifest is for project \(guarded), the credentials are for \(actual): use the other credentials")
        }
        return self
    }
}
