package import FlowLogModel
package import FlowLogYAML

/// `clouds.yaml`, read as OpenStack's SDK does, with what `secure.yaml` overrides (Contract: Credentials, clouds.yaml). Where the two could
/// come to different users, secrets, addresses or projects, it is an error.
package struct CloudsFile {
    private let clouds: CredentialFile
    private let secure: CredentialFile?

    /// - Parameters:
    ///   - clouds: the file that must have the entries.
    ///   - secure: what wins field by field, where it has an entry too; nil if there is no such file.
    package init(_ clouds: SourceFile, secure: SourceFile?) {
        self.clouds = CredentialFile(clouds)
        self.secure = secure.map { CredentialFile($0) }
    }

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
    /// - Returns: the entry, or all that is wrong, in `clouds` first. No diagnostic has a line of the files, or a value from them.
    package func entry(named name: String) -> (entry: CloudEntry?, diagnostics: [Diagnostic]) {
        let part = clouds.part(named: name)
        let secret = secure?.part(named: name)
        var fields = CloudFields()
        if let base = part.fields { fields = base } else { part.reportMissing() }
        if let secret { fields.override(with: secret.fields ?? CloudFields()) }
        let entry = fields.entry(name, source: clouds.path)
        let diagnostics = part.diagnostics + (secret?.diagnostics ?? [])
        return (diagnostics.isEmpty ? entry : nil, diagnostics)
    }
}
