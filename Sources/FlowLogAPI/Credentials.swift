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

    /// Reads the credentials from the environment; empty values count as unset.
    /// - Parameters:
    ///   - environment: the variables of the process.
    ///   - endpoint: the value of `--endpoint`, nil if not given; only with it a token alone is enough.
    /// - Throws: of kind `credentials`, naming all that is missing, or of kind `url` for a bad `OS_AUTH_URL`.
    package init(environment: [String: String], endpoint: String?) throws(ConfigurationError) {
        func first(of names: [String]) -> (name: String, value: String)? {
            for name in names {
                if let value = environment[name], !value.isEmpty { return (name, value) }
            }
            return nil
        }
        let token = first(of: ["OS_TOKEN", "OS_AUTH_TOKEN"])
        if let token, endpoint != nil {
            let secret = Secret(token.value)
            guard secret.isUsableInHeader else {
                throw ConfigurationError(.credentials, "\(token.name) has characters that no token has, such as spaces or line breaks")
            }
            self = .token(secret)
            return
        }

        let username = first(of: ["OS_USERNAME"])?.value
        let password = first(of: ["OS_PASSWORD"])?.value
        let tenant: Tenant? =
            if let id = first(of: ["OS_TENANT_ID", "OS_PROJECT_ID"]) {
                .id(id.value)
            } else if let name = first(of: ["OS_TENANT_NAME", "OS_PROJECT_NAME"]) {
                .name(name.value)
            } else {
                nil
            }
        guard let username, let password, let tenant else {
            var missing: [String] = []
            if username == nil { missing.append("OS_USERNAME") }
            if password == nil { missing.append("OS_PASSWORD") }
            if tenant == nil { missing.append("OS_TENANT_ID (or OS_PROJECT_ID, OS_TENANT_NAME, OS_PROJECT_NAME)") }
            throw Self.incomplete(missing, tokenVariable: token?.name)
        }
        self = .password(
            authURL: try ServiceURL(first(of: ["OS_AUTH_URL"])?.value ?? Self.publicIdentityURL, setting: "OS_AUTH_URL"),
            username: username, password: Secret(password), tenant: tenant)
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

extension Secret {
    /// Whether an HTTP header can carry it: visible ASCII characters only.
    var isUsableInHeader: Bool {
        let text = reveal()
        return !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
