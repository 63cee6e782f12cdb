import FlowLogAPI
import FlowLogModel
import FlowLogYAML
import Glibc
import Synchronization

/// `clouds.yaml` and `secure.yaml`, as OpenStack's SDK finds them (Contract: Credentials, clouds.yaml); read when an entry is first asked
/// for, and only once.
final class CloudFiles: Sendable {
    typealias Found = (entry: CloudEntry?, diagnostics: [Diagnostic])

    private struct Known {
        /// Nil before the files are read.
        var files: Result<CloudsFile, CommandError>?
        var entries: [String: Found] = [:]
    }

    private let context: Context
    private let known = Mutex(Known())

    init(in context: Context) { self.context = context }

    /// The entry with this name, or what is wrong.
    /// - Throws: exit 4 if there is no `clouds.yaml`, naming where it was looked for; exit 3 for a file or variable that cannot be read.
    func entry(named name: String) throws(CommandError) -> Found {
        try known.withLock { [context] known throws(CommandError) in
            if let entry = known.entries[name] { return entry }
            let files = known.files ?? Result { () throws(CommandError) in try Self.find(in: context) }
            known.files = files
            let entry = try files.get().entry(named: name)
            known.entries[name] = entry
            return entry
        }
    }

    /// The regions of an entry, for manifests that name none. An entry that cannot be used has none here; it is reported when a run logs in
    /// with it.
    func regions(of name: String) -> [String] { (try? entry(named: name))?.entry?.regions ?? [] }

    private static func find(in context: Context) throws(CommandError) -> CloudsFile {
        let folders = CloudsFile.folders(
            home: try context.environmentHome(), configHome: try context.setting("XDG_CONFIG_HOME"),
            configFolders: try context.setting("XDG_CONFIG_DIRS"))
        guard let clouds = try find("clouds", namedBy: "OS_CLIENT_CONFIG_FILE", in: folders, context) else {
            throw CommandError(
                .notAuthenticated, "no clouds.yaml: looked in \(folders.joined(separator: ", "))",
                help:
                    "create it, or set OS_CLIENT_CONFIG_FILE to its path, or remove 'cloud' and set OS_USERNAME, OS_PASSWORD and OS_TENANT_ID"
            )
        }
        return CloudsFile(clouds, secure: try find("secure", namedBy: "OS_CLIENT_SECURE_FILE", in: folders, context))
    }

    private static func find(
        _ name: String, namedBy variable: String, in folders: [String], _ context: Context
    ) throws(CommandError) -> SourceFile? {
        if let path = try context.setting(variable) {
            guard let file = try read(path, in: context) else {
                throw CommandError(
                    .notAuthenticated, "\(variable) is '\(path)', but there is no such file",
                    help: "correct it, or unset it to look for \(name).yaml in \(folders.joined(separator: ", "))")
            }
            return file
        }
        for path in folders.flatMap({ folder in CloudsFile.suffixes.map { folder + name + $0 } }) {
            // Nobody asked for it by name: reading a pipe could wait forever.
            let kind = context.files.status(path).kind
            if kind != .nothing, kind != .regular {
                throw CommandError(.invalid, "cannot read \(path): it is not a regular file", help: "move it away, or set \(variable)")
            }
            if let file = try read(path, in: context) { return file }
        }
        return nil
    }

    /// Nil if there is no such file.
    private static func read(_ path: String, in context: Context) throws(CommandError) -> SourceFile? {
        do { return SourceFile(path: path, bytes: try context.readConfiguration(path)) } catch {
            if let error = error as? SystemError, [ENOENT, ENOTDIR].contains(error.code) { return nil }
            throw CommandError(.invalid, "cannot read \(path): \(error)")
        }
    }
}

extension Context {
    /// The user's home directory; an empty name is one too.
    fileprivate func environmentHome() throws(CommandError) -> String? {
        try setting("HOME") ?? environment["HOME"]
    }
}
