package import FlowLogModel

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
        named name: String, clouds: ManifestSource, secure: ManifestSource?
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

/// The fields of an entry, by their names with `_` for `-`: those of its `auth`, and those beside it.
struct CloudFields {
    var auth: [String: CredentialFile.Field] = [:]
    var beside: [String: CredentialFile.Field] = [:]

    /// What the identity service is asked with.
    private static let required = ["auth_url", "username", "password"]
    private static let projects = ["project_id", "tenant_id", "project_name", "tenant_name"]
    /// What `auth` may have.
    private static let known = required + projects + ["user_id"] + OpenStackSetting.namesInAuth

    /// Lets the fields of `secure.yaml` win.
    mutating func override(with secure: CloudFields) {
        Self.override(&auth, with: secure.auth)
        Self.override(&beside, with: secure.beside)
    }

    private static func override(_ fields: inout [String: CredentialFile.Field], with secure: [String: CredentialFile.Field]) {
        for (name, field) in secure {
            guard field.isEmpty, let other = fields[name], !other.isEmpty else {
                fields[name] = field
                continue
            }
            field.report(
                .invalidValue, "'\(name)' is empty here, and not in clouds.yaml",
                help: "give a value, or remove the line: what is here wins")
        }
    }

    /// The entry that the fields make; all that is wrong with them is reported.
    func entry(_ name: String, source: String) -> CloudEntry {
        let projectID = project(["project_id", "tenant_id"]) { ProjectID($0) == ProjectID($1) }
        let projectName = project(["project_name", "tenant_name"]) { $0.hasSameBytes(as: $1) }
        var entry = CloudEntry(
            name: name, source: source, authURL: auth["auth_url"]?.text, username: auth["username"]?.text,
            password: auth["password"]?.text.map { Secret($0) }, projectID: projectID, projectName: projectName, regions: regions,
            caFile: beside["cacert"]?.text, isInsecure: isInsecure)
        checkUnsupported()
        let missing = Self.required.filter { auth[$0]?.isEmpty ?? true }
        if missing.isEmpty, projectID ?? projectName != nil {
            for field in strangers + profiles { field.reportUnsupported(among: Self.known) }
        } else {
            entry.instead = instead(of: missing)
        }
        return entry
    }

    /// A project as SDK's rules rank its names, the strongest first; two that differ are reported.
    private func project(_ names: [String], _ isSame: (String, String) -> Bool) -> String? {
        let given = names.flatMap { [beside[$0], auth[$0]] }.compactMap { field in field.flatMap { field in field.text.map { (field, $0) } }
        }
        guard let first = given.first else { return nil }
        for (field, text) in given.dropFirst() where !isSame(text, first.1) {
            field.report(
                .invalidValue, "'\(field.name)' and '\(first.0.name)' (\(first.0.place)) are different projects",
                help: "leave one of them out: other clients of this file take now one and now the other")
        }
        return first.1
    }

    // MARK: what is not supported

    /// Reports what makes other clients log in as somebody else or elsewhere.
    private func checkUnsupported() {
        for name in OpenStackSetting.names {
            for field in [auth[name], beside[name]].compactMap(\.self) {
                if field.isEmpty, name == "auth_type" || name == "auth_plugin" {
                    field.report(.invalidValue, "'\(name)' is empty", help: "write password, or leave it out")
                }
                guard let value = field.text, let objection = OpenStackSetting.objection(to: name, value) else { continue }
                field.report(.invalidValue, "'\(name)' \(objection.problem)", help: objection.help)
            }
        }
        for name in ["token", "auth_token", "passcode", "vendor_hook"] {
            guard let field = beside[name], !field.isEmpty else { continue }
            field.report(.invalidValue, "'\(name)' is not supported", help: "leave it out: a login is with user name and password")
        }
    }

    /// What `auth` has that no client knows there.
    private var strangers: [CredentialFile.Field] {
        auth.filter { !Self.known.contains($0.key) && !$0.value.isEmpty }.map(\.value).sorted { $0.place < $1.place }
    }

    /// Profiles add fields from other files, from the SDK itself or from the network.
    private var profiles: [CredentialFile.Field] {
        ["profile", "cloud"].compactMap { beside[$0] }.filter { !$0.isEmpty }
    }

    /// What the entry has in place of what it lacks.
    private func instead(of missing: [String]) -> [String] {
        var instead = missing.filter { !(beside[$0]?.isEmpty ?? true) }.map { "'\($0)' beside 'auth': move it there" }
        instead += profiles.map { "'\($0.name)', which is not supported: write 'auth_url' and what else it adds into 'auth'" }
        if missing.contains("username"), !(auth["user_id"]?.isEmpty ?? true) {
            instead.append("'user_id', which is not supported: give the name")
        }
        instead += strangers.map { "\($0.strange(among: Self.known)) in 'auth'" }
        if auth.isEmpty {
            let similar = beside.values.filter { suggestion(for: $0.name, among: ["auth"]) != nil }.sorted { $0.place < $1.place }
            instead += similar.map { "\($0.strange(among: ["auth"]))" }
        }
        return instead
    }

    // MARK: regions and certificates

    private var regions: [String] {
        let named = (beside["region_name"]?.text ?? "").split(separator: ",").map(String.init)
        guard let field = beside["regions"], let listed = field.regions else { return named }
        if let name = beside["region_name"], !named.isEmpty, named.map({ $0.lowercased() }) != listed.map({ $0.lowercased() }) {
            name.report(.invalidValue, "'region_name' and 'regions' (\(field.place)) differ", help: "leave one of them out")
        }
        return listed
    }

    // Other clients read YAML 1.1's words and numbers here.
    private var isInsecure: Bool {
        let insecure = ["true", "t", "yes", "y", "on", "1"].contains(beside["insecure"]?.word ?? "")
        switch beside["verify"]?.word ?? "" {
        case "", "true", "t", "yes", "y", "on", "1": return insecure
        case "false", "f", "no", "n", "off", "0": return true
        default:
            beside["verify"]?.report(
                .invalidValue, "'verify' must be true", help: "leave it out; the file of the authority's certificate goes to 'cacert'")
            return insecure
        }
    }
}
