import FlowLogManifest
import FlowLogModel
import FlowLogPlan
import FlowLogReport

extension Pipeline {
    /// Finds, reads and decodes manifests, nothing more.
    /// - Parameter outputs: files that the run writes.
    /// - Throws: exit 64 if one of them is a manifest that was read, or is written twice.
    func load(_ paths: [String], _ options: ManifestOptions, outputs: [String]) async throws(CommandError) -> LoadedManifests {
        let input: Result<[UInt8], any Error>
        do { input = .success(paths.contains("-") ? try await context.readInput(ManifestFiles.enough) : []) } catch {
            input = .failure(error)
        }
        let files = ManifestFiles.read(paths: paths, recursive: options.isRecursive, standardInput: input.get, files: context.files)
        try FileUse.check(inputs: files.sources.map(\.path) + paths.filter { $0 == "-" }, outputs: outputs, in: context)
        let environment = context.environment
        var loaded = loadManifests(
            files.sources,
            context: ManifestContext(
                regionOption: options.place.region, cloudOption: options.place.cloud,
                environmentRegion: try context.setting("OS_REGION_NAME"), environmentCloud: try context.setting("OS_CLOUD"),
                variable: { name throws(Environment.Unusable) in try environment.text("FLOWLOG_VAR_\(name)") },
                cloudRegions: clouds.regions(of:)))
        loaded.diagnostics = files.diagnostics + loaded.diagnostics
        return loaded
    }

    /// The stacks of a run that goes online; errors, warnings and notes go to stderr.
    /// - Throws: exit 3 if anything is wrong, before any call.
    func stacks(_ paths: [String], _ options: ManifestOptions, outputs: [String] = []) async throws(CommandError) -> [DesiredStack] {
        let loaded = try await load(paths, options, outputs: outputs)
        console.report(loaded.diagnostics)
        for path in loaded.emptyFiles { console.remark(.note, DiagnosticText.emptyFile(path)) }
        let skipped = loaded.skippedDocuments
        if skipped > 0 {
            console.remark(
                .note, "skipped \(counted(skipped, "document")) that \(skipped == 1 ? "is not a manifest" : "are not manifests")")
        }
        guard !loaded.hasErrors else { throw CommandError(.invalid, "the manifest is invalid: no call was made") }
        return loaded.stacks
    }

    /// The stack of a run that takes exactly one.
    func stack(_ path: String, _ options: ManifestOptions) async throws(CommandError) -> DesiredStack {
        let stacks = try await stacks([path], options)
        guard let stack = stacks.first, stacks.count == 1 else {
            throw CommandError(
                .usage, "\(path) has \(stacks.count) stacks, but this command takes one", help: "put the stack into a file of its own")
        }
        return stack
    }

    /// A saved plan to apply, in place of manifests. Its file may be a pipe.
    /// - Parameters:
    ///   - place: must not differ from where the plan was made for.
    ///   - outputs: files that the run writes.
    /// - Throws: exit 3 for a file that cannot be used or is for another place, exit 64 if it would be written.
    func savedPlan(_ path: String, at place: PlaceOptions, outputs: [String]) throws(CommandError) -> SavedPlan {
        try FileUse.check(inputs: [path], outputs: outputs, in: context)
        let saved = try savedPlan(path)
        do { try saved.checkComplete() } catch { throw CommandError(.invalid, "\(path) cannot be used: \(error.message)") }
        for stack in saved.stacks {
            if let region = place.region, let planned = stack.region, region.uppercased() != planned.uppercased() {
                throw CommandError(.invalid, "the saved plan is for region \(planned), but --region is \(region)")
            }
            if let cloud = place.cloud, cloud != stack.cloud {
                throw CommandError(.invalid, "the saved plan is for cloud \(stack.cloud ?? "-"), but --cloud is \(cloud)")
            }
        }
        return saved
    }

    /// A plan document.
    /// - Throws: exit 3 for a file that is none.
    func savedPlan(_ path: String) throws(CommandError) -> SavedPlan {
        let bytes: [UInt8]
        do { bytes = try context.files.readAll(path, limit: SavedPlan.mostBytes) } catch {
            throw CommandError(
                .invalid, "cannot read the plan file \(path): \(error)", help: "flowlogctl plan --out FILE PATH saves a plan")
        }
        do { return try SavedPlan(bytes, problems: problems(asManifests:)) } catch {
            throw CommandError(.invalid, "\(path) cannot be used: \(error.message)")
        }
    }
}
