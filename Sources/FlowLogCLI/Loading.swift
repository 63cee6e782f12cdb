import FlowLogManifest
import FlowLogModel

extension ManifestOptions {
    /// Reads and decodes the manifests of a run, nothing more.
    func load(in context: Context) -> LoadedManifests {
        let files = ManifestFiles.read(paths: paths, recursive: isRecursive, standardInput: context.readInput)
        let environment = context.environment
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        var loaded = loadManifests(
            files.sources,
            context: ManifestContext(
                regionOption: region, cloudOption: cloud, environmentRegion: variable("OS_REGION_NAME"),
                environmentCloud: variable("OS_CLOUD"), variable: { environment["FLOWLOG_VAR_\($0)"] }))
        loaded.diagnostics = files.diagnostics + loaded.diagnostics
        return loaded
    }
}
