import FlowLogManifest
import FlowLogModel
import Glibc

/// The entries of `clouds.yaml` that a run names.
struct Clouds {
    /// What there is, or why it cannot be used: one entry that is missing must not hide the stacks of another one.
    private var entries: [String: Result<CloudEntry, CommandError>] = [:]

    /// - Throws: exit 3 for a file that cannot be read.
    init(named names: Set<String>, in context: Context, _ console: Console) throws {
        guard !names.isEmpty else { return }
        let names = names.sorted()
        let folders = CloudsFile.folders(home: context.environment["HOME"])
        guard let (folder, clouds) = try Self.find(in: folders, context)
        else {
            let missing = CommandError(
                .notAuthenticated,
                "no clouds.yaml for cloud '\(names.joined(separator: "', '"))': looked in \(folders.joined(separator: ", "))",
                help: "write one, or leave 'cloud' out and set OS_USERNAME, OS_PASSWORD and OS_TENANT_ID")
            for name in names { entries[name] = .failure(missing) }
            return
        }
        let secure = try Self.read(folder + "secure.yaml", in: context)
        for name in names {
            let (entry, diagnostics) = CloudsFile.entry(named: name, clouds: clouds, secure: secure)
            console.report(diagnostics)
            let isMissing = diagnostics.contains { $0.code == .unknownCloud }
            let unusable = CommandError(isMissing ? .notAuthenticated : .invalid, "cloud '\(name)' cannot be used: no call was made")
            entries[name] = entry.map { .success($0) } ?? .failure(unusable)
        }
    }

    /// The entry that a stack logs in with; nil if it names none.
    /// - Throws: exit 4 for an entry that there is not, naming where it was looked for; exit 3 for one that is wrong.
    func entry(_ name: String?) throws(CommandError) -> CloudEntry? {
        guard let name, let entry = entries[name] else { return nil }
        return try entry.get()
    }

    /// Whether there is nothing wrong with the entry that a stack names, if it names one.
    func isUsable(_ name: String?) -> Bool { (try? entry(name)) != nil || name == nil }

    /// The stacks, with the entry's region where nothing else says one.
    /// - Throws: exit 3 for what manifests alone do not show: a stack that is given twice for a region, and two stacks of a region that
    ///   both delete what nobody owns (CONTRACT sections 1 and 3).
    func completing(_ stacks: [DesiredStack]) throws(CommandError) -> [DesiredStack] {
        let completed = withRegions(stacks)
        var names: Set<[String]> = []
        var deleters: [Place: String] = [:]
        for stack in completed {
            let region = stack.region ?? "-"
            guard names.insert([stack.name, region.uppercased()]).inserted else {
                throw CommandError(
                    .invalid, "stack '\(stack.name)' is given twice for region \(region)",
                    help: "a stack is one document: put its loggers together, or rename one")
            }
            guard stack.unmanaged == .delete else { continue }
            if let other = deleters.updateValue(stack.name, forKey: stack.place) {
                throw CommandError(
                    .invalid, "stacks '\(other)' and '\(stack.name)' both say 'unmanaged: delete' for region \(region)",
                    help: "at most one stack of a region may delete what nobody owns")
            }
        }
        return completed
    }

    private func withRegions(_ stacks: [DesiredStack]) -> [DesiredStack] {
        stacks.map { stack in
            var stack = stack
            stack.region = stack.region ?? (try? entry(stack.cloud))?.region
            return stack
        }
    }

    /// The first folder that has a `clouds.yaml`, and the file.
    private static func find(in folders: [String], _ context: Context) throws -> (folder: String, file: ManifestSource)? {
        for folder in folders {
            if let file = try read(folder + "clouds.yaml", in: context) { return (folder, file) }
        }
        return nil
    }

    /// The file, nil if there is none.
    private static func read(_ path: String, in context: Context) throws -> ManifestSource? {
        do { return ManifestSource(path: path, bytes: try context.readFile(path)) } catch {
            if let error = error as? Context.SystemError, [ENOENT, ENOTDIR].contains(error.code) { return nil }
            throw CommandError(.invalid, "cannot read \(path): \(error)")
        }
    }
}
