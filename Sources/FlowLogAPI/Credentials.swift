package import FlowLogModel

/// What to log in with (Contract: Credentials).
package enum Credentials: Sendable, Equatable {
    /// Asks the identity service for a token.
    case password(authURL: ServiceURL, username: String, password: Secret, tenant: Tenant)
    /// A token that was given; it says nothing about regions, so an endpoint must be given too.
    case token(Secret)

    /// The project to log in to.
    package enum Tenant: Sendable, Hashable {
        case id(String)
        case name(String)
    }
}

extension Credentials {
    /// The identity host of the public cloud, the same for all regions (Service facts: Identity).
    package static let publicIdentityURL = "https://api-identity-infrastructure.nhncloudservice.com"

    /// Reads the credentials from one source, never mixed: the cloud's entry if there is one, else the environment.
    /// - Parameters:
    ///   - environment: the variables of the process; empty values count as unset.
    ///   - cloud: the entry of `clouds.yaml` that is used, nil for none.
    ///   - endpoint: the value of `--endpoint`, nil if not given; only with it a token alone is enough.
    ///   - readFile: gives the bytes of `OS_PASSWORD_FILE`; the description of what it throws goes into the message.
    /// - Throws: of kind `credentials`, naming all that is missing or the file or variable that is unusable, of kind `contradiction` for
    ///   two projects or what is not supported, or of kind `url` for a bad identity URL.
    package init(
        environment: Environment, cloud: CloudEntry? = nil, endpoint: String?, readFile: (String) throws -> [UInt8]
    ) throws(ConfigurationError) {
        if let cloud {
            try self.init(cloud: cloud)
            return
        }
        do {
            try self.init(variables: environment, endpoint: endpoint, readFile: readFile)
        } catch let error as ConfigurationError {
            throw error
        } catch let error as Environment.Unusable {
            throw ConfigurationError(.credentials, error.description, help: error.help)
        } catch {
            throw ConfigurationError(.credentials, "\(error)")
        }
    }

    private init(cloud: CloudEntry) throws(ConfigurationError) {
        let tenant = cloud.projectID.map(Tenant.id) ?? cloud.projectName.map(Tenant.name)
        let entry = "cloud '\(cloud.name)' in \(cloud.source)"
        // Its password is for its own identity service: there is no default for that (Contract: Credentials, clouds.yaml).
        guard let authURL = cloud.authURL, let username = cloud.username, let password = cloud.password, let tenant else {
            var missing: [String] = []
            if cloud.authURL == nil { missing.append("auth.auth_url") }
            if cloud.username == nil { missing.append("auth.username") }
            if cloud.password == nil { missing.append("auth.password") }
            if tenant == nil { missing.append("auth.project_id (or auth.project_name)") }
            let instead = cloud.instead.isEmpty ? "" : "; it has \(cloud.instead.joined(separator: ", and "))"
            throw ConfigurationError(
                .credentials, "\(entry) lacks \(missing.joined(separator: ", "))\(instead)",
                help: "add what is missing there or to secure.yaml, which is looked for in the folders of clouds.yaml or is what "
                    + "OS_CLIENT_SECURE_FILE names: other variables do not complete an entry")
        }
        self = .password(
            authURL: try ServiceURL(identity: authURL, setting: "auth_url of \(entry)"), username: username, password: password,
            tenant: tenant)
    }

    private init(variables: Environment, endpoint: String?, readFile: (String) throws -> [UInt8]) throws {
        let token = try variables.first("OS_TOKEN", "OS_AUTH_TOKEN")
        if let token, endpoint != nil {
            let secret = Secret(token.value)
            guard secret.isUsableInHeader else {
                throw ConfigurationError(.credentials, "\(token.name) has characters that no token has, such as spaces or line breaks")
            }
            self = .token(secret)
            return
        }

        try Self.checkSupported(variables, hasEndpoint: endpoint != nil)
        let username = try variables.setting("OS_USERNAME")
        let password = try variables.first("OS_PASSWORD", "OS_PASSWORD_FILE")
        let tenant = try Self.tenant(variables)
        guard let username, let password, let tenant else {
            var missing: [String] = []
            if username == nil { missing.append("OS_USERNAME") }
            if password == nil { missing.append("OS_PASSWORD (or OS_PASSWORD_FILE)") }
            if tenant == nil { missing.append("OS_TENANT_ID (or OS_PROJECT_ID, OS_TENANT_NAME, OS_PROJECT_NAME)") }
            throw Self.incomplete(missing, tokenVariable: token?.name)
        }
        let authURL = try variables.setting("OS_AUTH_URL")
        self = .password(
            authURL: try authURL.map { text throws(ConfigurationError) in try ServiceURL(identity: text, setting: "OS_AUTH_URL") }
                ?? ServiceURL(identity: Self.publicIdentityURL, setting: "the public cloud's: OS_AUTH_URL is not set"),
            username: username,
            password: password.name == "OS_PASSWORD"
                ? Secret(password.value) : try Self.password(inFile: password.value, setting: password.name, readFile),
            tenant: tenant)
    }

    /// An id before a name; of two that are the same project, the spelling that OpenStack's clients take.
    private static func tenant(_ variables: Environment) throws -> Tenant? {
        func one(_ suffix: String, _ isSame: (String, String) -> Bool) throws -> String? {
            let project = try variables.setting("OS_PROJECT_\(suffix)")
            let tenant = try variables.setting("OS_TENANT_\(suffix)")
            if let project, let tenant, !isSame(project, tenant) {
                throw ConfigurationError(
                    .contradiction, "OS_TENANT_\(suffix) is '\(tenant)', and OS_PROJECT_\(suffix) is '\(project)'",
                    help: "unset one of them")
            }
            return project ?? tenant
        }
        let id = try one("ID") { ProjectID($0) == ProjectID($1) }
        let name = try one("NAME") { $0.utf8.elementsEqual($1.utf8) }
        return id.map(Tenant.id) ?? name.map(Tenant.name)
    }

    /// Other clients log in as somebody else, or elsewhere, with what is not supported here.
    private static func checkSupported(_ variables: Environment, hasEndpoint: Bool) throws {
        for name in OpenStackSetting.names where !hasEndpoint || !OpenStackSetting.isOfEndpoint(name) {
            let variable = "OS_\(name.uppercased())"
            guard let value = try variables.setting(variable), let objection = OpenStackSetting.objection(to: name, value) else { continue }
            throw ConfigurationError(
                .contradiction, "\(variable) \(objection.problem)", help: objection.help.replacing("leave it out", with: "unset it"))
        }
    }

    /// The first line of a file.
    private static func password(
        inFile path: String, setting: String, _ readFile: (String) throws -> [UInt8]
    ) throws(ConfigurationError) -> Secret {
        let bytes: [UInt8]
        do { bytes = try readFile(path) } catch {
            throw ConfigurationError(.credentials, "\(setting): cannot read '\(path)': \(error)")
        }
        // What editors on other systems put around it is not part of a password.
        var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        func unusable(_ problem: String, help: String? = nil) -> ConfigurationError {
            ConfigurationError(.credentials, "\(setting): \(problem)", help: help)
        }
        guard !line.isEmpty else { throw unusable("the first line of '\(path)' is empty") }
        guard let password = String(validating: line, as: UTF8.self) else {
            throw unusable("'\(path)' is not UTF-8 text", help: "save it as UTF-8 text")
        }
        if let flaw = InvisibleFlaw(in: password) { throw unusable("the first line of '\(path)' \(flaw.problem)", help: flaw.help) }
        return Secret(password)
    }

    private static func incomplete(_ missing: [String], tokenVariable: String?) -> ConfigurationError {
        let help =
            if let tokenVariable {
                "\(tokenVariable) is set, but a token alone needs --endpoint, the URL of the network service"
            } else {
                "set the variables; or OS_CLOUD or --cloud, for an entry of clouds.yaml; or OS_TOKEN together with --endpoint"
            }
        return ConfigurationError(
            .credentials, "not set in the environment: \(missing.joined(separator: ", "))", help: help)
    }
}

extension Secret {
    /// Whether an HTTP header can carry it: visible ASCII characters only, and no more than servers take.
    var isUsableInHeader: Bool {
        let text = reveal()
        return (1...65_536).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
