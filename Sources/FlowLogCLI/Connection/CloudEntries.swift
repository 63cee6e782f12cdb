import FlowLogAPI
import FlowLogModel

/// The entries of `clouds.yaml` that a run names.
struct CloudEntries {
    /// Each entry, or why it cannot be used: one that is missing must not hide the stacks of another.
    private var entries: [String: Result<CloudEntry, CommandError>] = [:]

    /// - Parameters:
    ///   - names: of the entries.
    ///   - told: of those whose mistakes are told; nil for all. What is wrong with the others is a matter of other runs.
    /// - Throws: exit 3 for a file that cannot be read.
    init(named names: Set<String>, telling told: Set<String>? = nil, of files: CloudFiles, in context: Context, _ console: Console) throws {
        guard !names.isEmpty else { return }
        let reserved = try context.setting("OS_CLOUD_NAME") ?? "envvars"
        var reported: Set<Diagnostic> = []
        for name in names.sorted() {
            let found: CloudFiles.Found
            do throws(CommandError) { found = try files.entry(named: name) } catch {
                guard error.status == .notAuthenticated else { throw error }
                entries[name] = .failure(CommandError(error.status, "cloud '\(name)': \(error.message)", help: error.help))
                continue
            }
            guard name != reserved else {
                entries[name] = .failure(
                    CommandError(
                        .invalid, "cloud '\(name)' is the name that OpenStack clients give to the OS_* variables",
                        help: "remove 'cloud' and OS_CLOUD to log in with the variables, or rename the entry"))
                continue
            }
            // What is wrong with a whole file is wrong for each of its entries.
            if told?.contains(name) ?? true { console.report(found.diagnostics.filter { reported.insert($0).inserted }) }
            let isMissing = found.diagnostics.contains { $0.code == .unknownCloud }
            let unusable = CommandError(isMissing ? .notAuthenticated : .invalid, "cloud '\(name)' cannot be used: no call was made")
            entries[name] = found.entry.map { .success($0) } ?? .failure(unusable)
        }
    }

    /// The entry that a stack logs in with; nil if it names none.
    /// - Throws: exit 4 for an entry that does not exist, naming where it was looked for; exit 3 for one that is wrong.
    func entry(_ name: String?) throws(CommandError) -> CloudEntry? {
        guard let name, let entry = entries[name] else { return nil }
        return try entry.get()
    }

    /// Whether nothing is wrong with the entry that a stack names, if it names one.
    func isUsable(_ name: String?) -> Bool { (try? entry(name)) != nil || name == nil }

    /// The error for a stack or command that acts in no region.
    /// - Parameter subject: continues "no region".
    func missingRegion(_ subject: String, cloud: String?, manifest: Bool) -> CommandError {
        let write = manifest ? "write 'region: KR1' in the manifest, or set OS_REGION_NAME" : "use --region KR1, or set OS_REGION_NAME"
        if let entry = try? entry(cloud), entry.regions.count > 1 {
            let first = entry.regions[0].uppercased()
            return CommandError(
                .notAuthenticated,
                "no region\(subject): cloud '\(entry.name)' in \(entry.source) has several: \(entry.regions.joined(separator: ", "))",
                help: manifest ? "write 'region: \(first)' in the manifest, or use --region \(first)" : "use --region \(first)")
        }
        let sources = (manifest ? ["the manifest"] : []) + ["--region", "OS_REGION_NAME", "clouds.yaml"]
        return CommandError(
            .notAuthenticated, "no region\(subject): looked in \(sources.joined(separator: ", "))", help: write)
    }
}
