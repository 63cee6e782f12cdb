import FlowLogAPI
import FlowLogModel
import FlowLogYAML
import Glibc
import Synchronization

/// `clouds.yaml` and `secure.yaml`, as OpenStack's SDK finds them (Contract: Credentials, clouds.yaml).
struct CloudFiles {
    let clouds: SourceFile
    let secure: SourceFile?

    /// - Throws: exit 4 if there is no `clouds.yaml`, naming where it was looked for; exit 3 for a file or variable that cannot be read.
    init(in context: Context) throws(CommandError) {
        let folders = CloudsFile.folders(
            home: try context.environmentHome(), configHome: try context.setting("XDG_CONFIG_HOME"),
            configFolders: try context.setting("XDG_CONFIG_DIRS"))
        guard let clouds = try Self.find("clouds", namedBy: "OS_CLIENT_CONFIG_FILE", in: folders, context) else {
            throw CommandError(
                .notAuthenticated, "no clouds.yaml: looked in \(folders.joined(separator: ", "))",
                help:
                    "create it, or set OS_CLIENT_CONFIG_FILE to its path, or remove 'cloud' and set OS_USERNAME, OS_PASSWORD and OS_TENANT_ID"
            )
        }
        self.clouds = clouds
        secure = try Self.find("secure", namedBy: "OS_CLIENT_SECURE_FILE", in: folders, context)
    }

    /// The entry with this name, or what is wrong.
    func entry(named name: String) -> (entry: CloudEntry?, diagnostics: [Diagnostic]) {
        CloudsFile.entry(named: name, clouds: clouds, secure: secure)
    }

    /// Finds the regions of entries for manifests that name none. An entry that cannot be used has none here; it is reported when a run
    /// logs in with it.
    static func regions(in context: Context) -> @Sendable (String) -> [String] {
        let known = Mutex<[String: [String]]>([:])
        return { name in
            known.withLock { known in
                if let regions = known[name] { return regions }
                let regions = (try? CloudFiles(in: context))?.entry(named: name).entry?.regions ?? []
                known[name] = regions
                return regions
            }
        }
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
