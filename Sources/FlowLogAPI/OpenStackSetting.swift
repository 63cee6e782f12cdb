/// What OpenStack's clients read, and this program does not (Contract: Credentials, clouds.yaml).
package enum OpenStackSetting {
    /// Why a setting cannot be left aside: other clients log in as somebody else with it, or elsewhere.
    package struct Objection: Sendable {
        /// Goes on after the name of the setting.
        package let problem: String
        package let help: String
    }

    /// The names in `clouds.yaml` of which `objection` knows; the variable of each is `OS_` and the name in upper case.
    package static let names = ["auth_type", "auth_plugin"] + namesInAuth + ["cert", "key"] + endpoints + interfaces

    /// Those of them that may be in `auth` too.
    package static let namesInAuth = domains + ["trust_id", "system_scope"]

    private static let domains = [
        "domain_id", "domain_name", "user_domain_id", "user_domain_name", "project_domain_id", "project_domain_name", "default_domain",
        "default_domain_id", "default_domain_name",
    ]
    private static let endpoints = ["network_endpoint_override", "network_endpoint", "endpoint_override"]
    private static let interfaces = ["interface", "network_interface", "endpoint_type", "network_endpoint_type"]

    /// Whether the setting says where the network service is, which `--endpoint` does too.
    package static func isOfEndpoint(_ name: String) -> Bool { (endpoints + interfaces).contains(name) }

    /// - Parameters:
    ///   - name: as in `clouds.yaml`.
    ///   - value: not empty. It is not quoted, since a secret may have slipped there.
    /// - Returns: nil for a value that changes nothing.
    package static func objection(to name: String, _ value: String) -> Objection? {
        switch name {
        case "auth_type", "auth_plugin":
            if ["password", "v2password"].contains(value) { return nil }
            return Objection(
                problem: "asks for another way to log in than a password",
                help: "write password or v2password, or leave it out: the identity service v2.0 has no other way")
        case _ where domains.contains(name):
            if value.lowercased() == "default" { return nil }
            return Objection(
                problem: "names a domain other than the default one", help: "leave it out: the identity service v2.0 has no domains")
        case "trust_id", "system_scope":
            return Objection(problem: "is not supported", help: "leave it out: a login is to one project")
        case "cert", "key":
            return Objection(
                problem: "is not supported: there are no client certificates", help: "leave it out if the server does not need it")
        case _ where endpoints.contains(name):
            return Objection(problem: "is not supported", help: "leave it out, and give the URL of the network service with --endpoint")
        case _ where interfaces.contains(name):
            if ["public", "publicurl"].contains(value.lowercased()) { return nil }
            return Objection(
                problem: "asks for other addresses than the public ones",
                help: "leave it out, and give the URL of the network service with --endpoint")
        default: return nil
        }
    }
}
