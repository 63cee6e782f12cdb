import FlowLogModel
import FlowLogYAML

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
                .invalidValue, "'\(field.name)' and '\(first.0.name)' (\(first.0.position)) are different projects",
                help: "leave one of them out: some clients take one, some the other")
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
        auth.filter { !Self.known.contains($0.key) && !$0.value.isEmpty }.map(\.value).sorted { $0.position < $1.position }
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
            let similar = beside.values.filter { suggestion(for: $0.name, among: ["auth"]) != nil }.sorted { $0.position < $1.position }
            instead += similar.map { "\($0.strange(among: ["auth"]))" }
        }
        return instead
    }

    // MARK: regions and certificates

    private var regions: [String] {
        let named = (beside["region_name"]?.text ?? "").split(separator: ",").map(String.init)
        guard let field = beside["regions"], let listed = field.regions else { return named }
        if let name = beside["region_name"], !named.isEmpty, named.map({ $0.lowercased() }) != listed.map({ $0.lowercased() }) {
            name.report(.invalidValue, "'region_name' and 'regions' (\(field.position)) differ", help: "leave one of them out")
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
