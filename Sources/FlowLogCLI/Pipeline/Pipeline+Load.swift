import FlowLogManifest
import FlowLogModel
import FlowLogReport

extension ManifestOptions {
    /// Reads and decodes the manifests of a run, nothing more.
    /// - Parameter outputs: files that the run writes.
    /// - Throws: exit 64 if one of them is a manifest that was read, or is written twice.
    func load(_ paths: [String], outputs: [String], in context: Context) async throws(CommandError) -> LoadedManifests {
        let input: Result<[UInt8], any Error>
        do { input = .success(paths.contains("-") ? try await context.readInput() : []) } catch { input = .failure(error) }
        let files = ManifestFiles.read(paths: paths, recursive: isRecursive, standardInput: input.get)
        var use = FileUse(inputs: files.sources.map(\.path) + paths.filter { $0 == "-" }, in: context)
        try use.write(outputs)
        let environment = context.environment
        var loaded = loadManifests(
            files.sources,
            context: ManifestContext(
                regionOption: place.region, cloudOption: place.cloud, environmentRegion: try context.setting("OS_REGION_NAME"),
                environmentCloud: try context.setting("OS_CLOUD"),
                variable: { name throws(Environment.Unusable) in try environment.text("FLOWLOG_VAR_\(name)") },
                cloudRegions: CloudFiles.regions(in: context)))
        loaded.diagnostics = files.diagnostics + loaded.diagnostics
        return loaded
    }

    /// The stacks of a run that goes online; what is wrong or worth a remark goes to stderr.
    /// - Throws: exit 3 if anything is wrong, before any call.
    func stacks(_ paths: [String], outputs: [String] = [], in context: Context, _ console: Console) async throws(CommandError)
        -> [DesiredStack]
    {
        let loaded = try await load(paths, outputs: outputs, in: context)
        console.report(loaded.diagnostics)
        for path in loaded.emptyFiles { console.note(DiagnosticText.emptyFile(path)) }
        let skipped = loaded.skippedDocuments
        if skipped > 0 {
            console.note("note: \(skipped) document\(skipped == 1 ? " is no manifest and was" : "s are no manifests and were") skipped")
        }
        guard !loaded.hasErrors else { throw CommandError(.invalid, "the manifest is invalid: no call was made") }
        return loaded.stacks
    }

    /// The one stack of a run that is about one.
    func stack(_ path: String, in context: Context, _ console: Console) async throws(CommandError) -> DesiredStack {
        let stacks = try await stacks([path], in: context, console)
        guard let stack = stacks.first, stacks.count == 1 else {
            throw CommandError(
                .usage, "\(path) has \(stacks.count) stacks, and this command is about one", help: "put the stack into a file of its own")
        }
        return stack
    }
}
