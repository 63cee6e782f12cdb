package import FlowLogModel

/// What to log in with (CONTRACT section 1, "Credentials").
package enum Credentials: Sendable, Equatable {
    /// Asks the identity service for a token.
    case password(authURL: ServiceURL, username: String, password: Secret, tenant: Tenant)
    /// A token that is there already; it says nothing about regions, so an endpoint must be given.
    case token(Secret)

    /// The project to log in to.
    package enum Tenant: Sendable, Hashable {
        case id(String)
        case name(String)
    }
}

extension Credentials {
    /// The identity host of the public cloud, the same for all regions (FACTS section 2).
    package static let publicIdentityURL = "https://api-identity-infrastructure.nhncloudservice.com"

    /// Reads the credentials from one source, never mixed: the cloud's entry if there is one, else the environment.
    /// - Parameters:
    ///   - environment: the variables of the process; empty values count as unset.
    ///   - cloud: the entry of `clouds.yaml` that is used, nil for none.
    ///   - endpoint: the value of `--endpoint`, nil if not given; only with it a token alone is enough.
    ///   - readFile: gives the bytes of `OS_PASSWORD_FILE`; the description of what it throws goes into the message.
    /// - Throws: of kind `credentials`, naming all that is missing or the file that is unusable, or of kind `url` for a bad identity URL.
    package init(
        environment: [String: String], cloud: CloudEntry? = nil, endpoint: String?, readFile: (String) throws -> [UInt8]
    ) throws(ConfigurationError) {
        if let cloud {
            try self.init(cloud: cloud)
        } else {
            try self.init(variables: Variables(all: environment), endpoint: endpoint, readFile: readFile)
        }
    }

    private init(cloud: CloudEntry) throws(ConfigurationError) {
        let tenant = cloud.projectID.map(Tenant.id) ?? cloud.projectName.map(Tenant.name)
        let place = "cloud '\(cloud.name)' in \(cloud.source)"
        guard let username = cloud.username, let password = cloud.password, let tenant else {
            var missing: [String] = []
            if cloud.username == nil { missing.append("auth.username") }
            if cloud.password == nil { missing.append("auth.password") }
            if tenant == nil { missing.append("auth.project_id (or auth.project_name)") }
            throw ConfigurationError(
                .credentials, "\(place) lacks \(missing.joined(separator: ", "))",
                help: "add what is missing there or to secure.yaml beside it: variables do not complete an entry")
        }
        self = .password(
            authURL: try ServiceURL(cloud.authURL ?? Self.publicIdentityURL, setting: "auth_url of \(place)"),
            username: username, password: password, tenant: tenant)
    }

    private init(variables: Variables, endpoint: String?, readFile: (String) throws -> [UInt8]) throws(ConfigurationError) {
        let token = variables.first("OS_TOKEN", "OS_AUTH_TOKEN")
        if let token, endpoint != nil {
            let secret = Secret(token.value)
            guard secret.isUsableInHeader else {
                throw ConfigurationError(.credentials, "\(token.name) has characters that no token has, such as spaces or line breaks")
            }
            self = .token(secret)
            return
        }

        let username = variables.first("OS_USERNAME")?.value
        let password = variables.first("OS_PASSWORD", "OS_PASSWORD_FILE")
        let tenant =
            variables.first("OS_TENANT_ID", "OS_PROJECT_ID").map { Tenant.id($0.value) }
            ?? variables.first("OS_TENANT_NAME", "OS_PROJECT_NAME").map { Tenant.name($0.value) }
        guard let username, let password, let tenant else {
            var missing: [String] = []
            if username == nil { missing.append("OS_USERNAME") }
            if password == nil { missing.append("OS_PASSWORD (or OS_PASSWORD_FILE)") }
            if tenant == nil { missing.append("OS_TENANT_ID (or OS_PROJECT_ID, OS_TENANT_NAME, OS_PROJECT_NAME)") }
            throw Self.incomplete(missing, tokenVariable: token?.name)
        }
        self = .password(
            authURL: try ServiceURL(variables.first("OS_AUTH_URL")?.value ?? Self.publicIdentityURL, setting: "OS_AUTH_URL"),
            username: username,
            password: password.name == "OS_PASSWORD"
                ? Secret(password.value) : try Self.password(inFile: password.value, setting: password.name, readFile),
            tenant: tenant)
    }

    /// The first line of a file.
    private static func password(
        inFile path: String, setting: String, _ readFile: (String) throws -> [UInt8]
    ) throws(ConfigurationError) -> Secret {
        let bytes: [UInt8]
        do { bytes = try readFile(path) } catch {
            throw ConfigurationError(.credentials, "\(setting): cannot read '\(path)': \(error)")
        }
        var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard let password = String(validating: line, as: UTF8.self), !password.isEmpty else {
            let what = line.isEmpty ? "the first line of '\(path)' is empty" : "'\(path)' is not UTF-8 text"
            throw ConfigurationError(.credentials, "\(setting): \(what)")
        }
        return Secret(password)
    }

    private static func incomplete(_ missing: [String], tokenVariable: String?) -> ConfigurationError {
        let help =
            if let tokenVariable {
                "\(tokenVariable) is set, but a token alone needs --endpoint, the URL of the network service"
            } else {
                "set the variables, or OS_TOKEN together with --endpoint"
            }
        return ConfigurationError(
            .credentials, "not set in the environment: \(missing.joined(separator: ", "))", help: help)
    }
}

/// The variables of the process, of which an empty one counts as unset.
private struct Variables {
    let all: [String: String]

    /// The first of several names that is set.
    func first(_ names: String...) -> (name: String, value: String)? {
        for name in names {
            if let value = all[name], !value.isEmpty { return (name, value) }
        }
        return nil
    }
}

extension Secret {
    /// Whether an HTTP header can carry it: visible ASCII characters only, and no more than servers take.
    var isUsableInHeader: Bool {
        let text = reveal()
        return (1...65_536).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
