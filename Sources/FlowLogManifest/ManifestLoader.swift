package import FlowLogModel
import FlowLogYAML

/// What a run knows besides its manifests.
package struct ManifestContext: Sendable {
    /// `--region` and `--cloud`: a manifest that contradicts them is an error.
    package var regionOption: String?
    package var cloudOption: String?
    /// `OS_REGION_NAME` and `OS_CLOUD`: they apply where neither manifest nor option says.
    package var environmentRegion: String?
    package var environmentCloud: String?
    /// The value of `FLOWLOG_VAR_NAME` for a NAME, nil if it is not set.
    package var variable: @Sendable (String) throws(Environment.Unusable) -> String?
    /// The regions that an entry of clouds.yaml names; none if that is not known. Only an entry without any leaves the choice to the
    /// environment (Contract: Credentials, Regions and projects).
    package var cloudRegions: @Sendable (String) -> [String]

    package init(
        regionOption: String? = nil, cloudOption: String? = nil, environmentRegion: String? = nil, environmentCloud: String? = nil,
        variable: @escaping @Sendable (String) throws(Environment.Unusable) -> String? = { _ in nil },
        cloudRegions: @escaping @Sendable (String) -> [String] = { _ in [] }
    ) {
        self.regionOption = regionOption
        self.cloudOption = cloudOption
        self.environmentRegion = environmentRegion
        self.environmentCloud = environmentCloud
        self.variable = variable
        self.cloudRegions = cloudRegions
    }
}

/// The content of a run's files.
package struct LoadedManifests: Sendable {
    /// In the order of files and documents. Fit for planning only if there are no errors.
    package var stacks: [DesiredStack]
    /// Ordered by file and position.
    package var diagnostics: [Diagnostic]
    /// How many documents in directories are not manifests.
    package var skippedDocuments: Int
    package var files: Int
    /// The paths of files in directories that are empty.
    package var emptyFiles: [String] = []

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Decodes manifests and checks them, alone and together (Contract: Manifest). Touches nothing but its arguments.
package func loadManifests(_ sources: [ManifestSource], context: ManifestContext) -> LoadedManifests {
    let files = sources.map { LoadedFile($0, context: context) }
    checkAcrossStacks(files)
    var diagnostics = files.flatMap { $0.source.diagnostics(of: $0.findings.list) }
    let stacks = files.flatMap { $0.stacks.filter { $0.nameRange != nil }.map(\.desired) }
    if stacks.isEmpty, !sources.isEmpty, !diagnostics.contains(where: { $0.severity == .error }) {
        diagnostics.append(
            Diagnostic(
                .noManifest, "none of the \(sources.count) files has a manifest",
                help: "a manifest has 'apiVersion: flowlog/v1', 'stack' and 'loggers'"))
    }
    return LoadedManifests(
        stacks: stacks, diagnostics: diagnostics, skippedDocuments: files.reduce(0) { $0 + $1.skippedDocuments }, files: files.count,
        emptyFiles: files.filter(\.isEmpty).map(\.source.path))
}
