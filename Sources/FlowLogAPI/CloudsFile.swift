package import FlowLogModel
package import FlowLogYAML

/// Reads one entry of `clouds.yaml` as OpenStack's SDK does, with what `secure.yaml` overrides (Contract: Credentials, clouds.yaml).
/// Where the two could come to different users, secrets, addresses or projects, it is an error.
package enum CloudsFile {
    /// Where `clouds.yaml` is looked for, and apart from it `secure.yaml`, each folder with a slash at its end; the first that has one
    /// counts.
    /// - Parameters:
    ///   - home: the user's home directory, nil if there is none.
    ///   - configHome: `XDG_CONFIG_HOME`.
    ///   - configFolders: `XDG_CONFIG_DIRS`; of several the SDK takes none.
    package static func folders(home: String?, configHome: String?, configFolders: String?) -> [String] {
        func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }
        let shared = (configFolders ?? "").split(separator: ":").map(String.init).filter(isAbsolute)
        let folders = [
            configHome.flatMap { isAbsolute($0) ? $0 : nil }, home.map { "\($0)/.config" },
            shared.isEmpty ? "/etc/xdg" : shared.count == 1 ? shared[0] : nil, "/etc",
        ].compactMap(\.self)
        let named = folders.map { folder in
            var folder = folder[...]
            while folder.utf8.last == UInt8(ascii: "/") { folder.removeLast() }
            return "\(folder.replacing("//", with: "/"))/openstack/"
        }
        return named.reduce(into: ["./"]) { if !$0.contains($1) { $0.append($1) } }
    }

    /// What follows the name of a file, the first that there is counts.
    package static let suffixes = [".yaml", ".yml", ".json"]

    /// The entry with this name. What it has besides and what changes neither who logs in nor where is for other clients, and ignored.
    /// - Parameters:
    ///   - clouds: the file that must have the entry.
    ///   - secure: what wins field by field, where it has the entry too; nil if there is no such file.
    /// - Returns: the entry, or all that is wrong, in `clouds` first. No diagnostic has a line of the files, or a value from them.
    package static func entry(
        named name: String, clouds: SourceFile, secure: SourceFile?
    ) -> (entry: CloudEntry?, diagnostics: [Diagnostic]) {
        let clouds = CredentialFile(clouds)
        let secure = secure.map { CredentialFile($0) }
        var fields = CloudFields()
        if let base = clouds.fields(of: name) { fields = base } else { clouds.reportMissing(name) }
        if let secure { fields.override(with: secure.fields(of: name) ?? CloudFields()) }
        let entry = fields.entry(name, source: clouds.path)
        let diagnostics = clouds.diagnostics + (secure?.diagnostics ?? [])
        return (diagnostics.isEmpty ? entry : nil, diagnostics)
    }
}
