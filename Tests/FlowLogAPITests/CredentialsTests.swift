import FlowLogAPI
import FlowLogModel
import Testing

@Suite("Credentials from the environment")
struct CredentialsTests {
    private static let complete = ["OS_USERNAME": "me", "OS_PASSWORD": "secret", "OS_TENANT_ID": "t"]

    private static func password(_ url: String = Credentials.publicIdentityURL, _ tenant: Credentials.Tenant = .id("t")) throws
        -> Credentials
    {
        .password(authURL: try ServiceURL(url, setting: "x"), username: "me", password: Secret("secret"), tenant: tenant)
    }

    @Test(
        "each way to name the project works, an id before a name",
        arguments: [
            (["OS_TENANT_ID": "t"], Credentials.Tenant.id("t")), (["OS_PROJECT_ID": "p"], .id("p")),
            (["OS_TENANT_NAME": "tn"], .name("tn")), (["OS_PROJECT_NAME": "pn"], .name("pn")),
            (["OS_TENANT_ID": "", "OS_PROJECT_ID": "p", "OS_TENANT_NAME": "tn"], .id("p")),
        ])
    func tenants(variables: [String: String], tenant: Credentials.Tenant) throws {
        let environment = ["OS_USERNAME": "me", "OS_PASSWORD": "secret"].merging(variables) { $1 }
        #expect(try credentials(environment) == Self.password(Credentials.publicIdentityURL, tenant))
    }

    @Test(
        "OS_AUTH_URL is taken with or without /v2.0",
        arguments: [
            "https://id.example.com", "https://id.example.com/", "https://id.example.com/v2.0", "https://ID.example.com/v2.0//",
        ])
    func authURL(url: String) throws {
        let environment = Self.complete.merging(["OS_AUTH_URL": url]) { $1 }
        #expect(try credentials(environment) == Self.password("https://id.example.com"))
    }

    @Test("an empty OS_AUTH_URL means the public cloud")
    func emptyAuthURL() throws {
        let environment = Self.complete.merging(["OS_AUTH_URL": ""]) { $1 }
        #expect(try credentials(environment) == Self.password())
    }

    @Test("a token with --endpoint is enough, and comes before a password", arguments: ["OS_TOKEN", "OS_AUTH_TOKEN"])
    func token(name: String) throws {
        #expect(try credentials([name: "abc"], endpoint: "https://x") == .token(Secret("abc")))
        let both = Self.complete.merging([name: "abc"]) { $1 }
        #expect(try credentials(both, endpoint: "https://x") == .token(Secret("abc")))
        #expect(try credentials(both) == Self.password())
    }

    @Test("a token alone says that --endpoint is needed")
    func tokenAlone() {
        let error = #expect(throws: ConfigurationError.self) { try credentials(["OS_TOKEN": "abc"]) }
        #expect(error?.kind == .credentials)
        #expect(error?.help == "OS_TOKEN is set, but a token alone needs --endpoint, the URL of the network service")
    }

    @Test("everything that is missing is named at once, with where it was looked for")
    func missing() {
        let tenants = "OS_TENANT_ID (or OS_PROJECT_ID, OS_TENANT_NAME, OS_PROJECT_NAME)"
        let passwords = "OS_PASSWORD (or OS_PASSWORD_FILE)"
        let cases: [([String: String], String)] = [
            ([:], "OS_USERNAME, \(passwords), \(tenants)"), (["OS_USERNAME": "me", "OS_PASSWORD": ""], "\(passwords), \(tenants)"),
            (["OS_PASSWORD": "p", "OS_TENANT_ID": "t"], "OS_USERNAME"), (["OS_PASSWORD": "p", "OS_USERNAME": "t"], tenants),
        ]
        for (environment, names) in cases {
            let error = #expect(throws: ConfigurationError.self) { try credentials(environment) }
            #expect(error?.kind == .credentials)
            #expect(error?.message == "not set in the environment: \(names)")
            #expect(
                error?.help?.contains("OS_CLOUD or --cloud") == true && error?.help?.contains("OS_TOKEN together with --endpoint") == true)
        }
    }

    @Test("a token that no header can carry is refused without being shown", arguments: ["a b", "tok\r\nX: y", "토큰"])
    func badToken(token: String) {
        let error = #expect(throws: ConfigurationError.self) { try credentials(["OS_TOKEN": token], endpoint: "https://x") }
        #expect(error?.kind == .credentials)
        #expect(error?.message.hasPrefix("OS_TOKEN has ") == true && error?.message.contains(token) == false)
    }

    @Test(
        "the password may be the first line of a file",
        arguments: ["secret", "secret\n", "secret\r\n", "secret\nsecond line\n", "\u{FEFF}secret\r\n"])
    func passwordFile(text: String) throws {
        let environment = ["OS_USERNAME": "me", "OS_PASSWORD_FILE": "/run/secrets/os", "OS_TENANT_ID": "t"]
        #expect(try credentials(environment, files: ["/run/secrets/os": text]) == Self.password())
    }

    @Test("a line break or byte order mark that is left in a password is an error that shows nothing of it")
    func invisible() {
        let file = ["OS_USERNAME": "me", "OS_PASSWORD_FILE": "f", "OS_TENANT_ID": "t"]
        for text in ["hunter2\rhunter2", "hunter2\r\r\n", "hunter2\u{FEFF}"] {
            let error = #expect(throws: ConfigurationError.self) { try credentials(file, files: ["f": text]) }
            #expect(error?.kind == .credentials && error?.message.hasPrefix("OS_PASSWORD_FILE: the first line of 'f' has a ") == true)
            #expect(error.map { "\($0)".contains("hunter2") } == false)
        }
        for name in ["OS_USERNAME", "OS_PASSWORD", "OS_TENANT_ID", "OS_AUTH_URL"] {
            for value in ["hunter2\r", "hunter2\n", "\u{FEFF}hunter2"] {
                let error = #expect(throws: ConfigurationError.self) { try credentials(Self.complete.merging([name: value]) { $1 }) }
                #expect(error?.kind == .credentials && error?.message.hasPrefix("\(name) has a ") == true && error?.help != nil)
                #expect(error.map { "\($0)".contains("hunter2") } == false)
            }
        }
    }

    @Test("a variable that is not UTF-8 is named if it is read, and only then")
    func undecodable() throws {
        for name in ["OS_USERNAME", "OS_PASSWORD", "OS_TENANT_ID", "OS_AUTH_URL"] {
            var texts = Self.complete
            texts[name] = "\u{FFFD}"
            let environment = Environment(texts, undecodable: [name])
            let error = #expect(throws: ConfigurationError.self) {
                try Credentials(environment: environment, endpoint: nil, readFile: readFile(of: [:]))
            }
            #expect(error?.kind == .credentials && error?.message == "\(name) is not UTF-8 text")
        }
        let other = Environment(Self.complete, undecodable: ["OS_CLOUD_NAME", "LS_COLORS", "OS_TOKEN_OLD"])
        #expect(try Credentials(environment: other, endpoint: nil, readFile: readFile(of: [:])) == Self.password())
    }

    @Test(
        "two projects in the variables are an error; two spellings of one are not",
        arguments: [
            (["OS_TENANT_ID": "t", "OS_PROJECT_ID": "p"], "OS_TENANT_ID is 't', and OS_PROJECT_ID is 'p'"),
            (["OS_TENANT_NAME": "t", "OS_PROJECT_NAME": "T"], "OS_TENANT_NAME is 't', and OS_PROJECT_NAME is 'T'"),
            (["OS_TENANT_ID": "AB-c", "OS_PROJECT_ID": "abc", "OS_PROJECT_NAME": "x"], nil),
        ])
    func twoProjects(variables: [String: String], message: String?) throws {
        let environment = ["OS_USERNAME": "me", "OS_PASSWORD": "secret"].merging(variables) { $1 }
        do {
            #expect(try credentials(environment) == Self.password(Credentials.publicIdentityURL, .id("abc")) && message == nil)
        } catch let error as ConfigurationError {
            #expect(error.kind == .contradiction && error.message == message)
        }
    }

    @Test(
        "a variable with which other clients log in as somebody else is an error",
        arguments: [("OS_AUTH_TYPE", "v3token"), ("OS_USER_DOMAIN_NAME", "other"), ("OS_TRUST_ID", "t"), ("OS_INTERFACE", "internal")])
    func unsupported(name: String, value: String) throws {
        let environment = Self.complete.merging([name: value]) { $1 }
        let error = #expect(throws: ConfigurationError.self) { try credentials(environment) }
        #expect(error?.kind == .contradiction && error?.message.hasPrefix("\(name) ") == true && error?.help != nil)
        #expect(
            try credentials(Self.complete.merging(["OS_AUTH_TYPE": "password", "OS_USER_DOMAIN_ID": "default"]) { $1 }) == Self.password())
    }

    @Test(
        "another path in OS_AUTH_URL is told the right form",
        arguments: ["/v3", "/v3/", "/v2", "/v2.0/tokens", "/v2.0/tokens/", "/v3/auth/tokens", "/V3", "/tokens"])
    func paths(path: String) throws {
        for prefix in ["", "/identity"] {
            let url = "https://id.example.com\(prefix)\(path)"
            let error = #expect(throws: ConfigurationError.self) { try credentials(Self.complete.merging(["OS_AUTH_URL": url]) { $1 }) }
            #expect(error?.kind == .url && error?.message.hasPrefix("OS_AUTH_URL is '\(url)', ") == true)
            #expect(error?.help == "write 'https://id.example.com\(prefix)/v2.0'")
        }
        let prefixed = Self.complete.merging(["OS_AUTH_URL": "https://v3.example.com/identity/v2.0"]) { $1 }
        #expect(try credentials(prefixed) == Self.password("https://v3.example.com/identity"))
    }

    @Test("white space is part of a password")
    func passwordWithSpaces() throws {
        let environment = ["OS_USERNAME": "me", "OS_PASSWORD_FILE": "f", "OS_TENANT_ID": "t"]
        let authURL = try ServiceURL(Credentials.publicIdentityURL, setting: "x")
        #expect(
            try credentials(environment, files: ["f": " a b \n"])
                == .password(authURL: authURL, username: "me", password: Secret(" a b "), tenant: .id("t")))
    }

    @Test("OS_PASSWORD comes before the file, which is not read then")
    func passwordBeforeFile() throws {
        let environment = Self.complete.merging(["OS_PASSWORD_FILE": "/nowhere"]) { $1 }
        #expect(try credentials(environment) == Self.password())
    }

    @Test("a password file that is no use is named, with the reason")
    func badPasswordFile() {
        let environment = ["OS_USERNAME": "me", "OS_PASSWORD_FILE": "f", "OS_TENANT_ID": "t"]
        let cases: [([String: String], String)] = [
            ([:], "OS_PASSWORD_FILE: cannot read 'f': No such file or directory"),
            (["f": ""], "OS_PASSWORD_FILE: the first line of 'f' is empty"),
            (["f": "\nsecret"], "OS_PASSWORD_FILE: the first line of 'f' is empty"),
        ]
        for (files, message) in cases {
            let error = #expect(throws: ConfigurationError.self) { try credentials(environment, files: files) }
            #expect(error == ConfigurationError(.credentials, message))
        }
        let error = #expect(throws: ConfigurationError.self) {
            try Credentials(environment: Environment(environment), endpoint: nil, readFile: { _ in [0x70, 0xFF] })
        }
        #expect(error?.message == "OS_PASSWORD_FILE: 'f' is not UTF-8 text")
    }

    private static let cloud = CloudEntry(
        name: "prod", source: "./clouds.yaml", authURL: "https://id.example.com/v2.0", username: "me", password: Secret("secret"),
        projectID: "t", projectName: "n")

    @Test("an entry of clouds.yaml is used alone, whatever the environment says")
    func cloudEntry() throws {
        let environment = ["OS_USERNAME": "other", "OS_PASSWORD": "p", "OS_TENANT_ID": "x", "OS_AUTH_URL": "https://evil.example.com"]
        #expect(
            try credentials(environment, cloud: Self.cloud, endpoint: "https://x") == Self.password("https://id.example.com"))
        var entry = Self.cloud
        entry.projectID = nil
        #expect(try credentials(environment, cloud: entry) == Self.password("https://id.example.com", .name("n")))
        #expect(try credentials(["OS_TOKEN": "abc"], cloud: entry, endpoint: "https://x") != .token(Secret("abc")))
    }

    @Test("what an entry lacks is named, and not taken from the environment")
    func incompleteEntry() {
        let error = #expect(throws: ConfigurationError.self) {
            try credentials(Self.complete, cloud: CloudEntry(name: "prod", source: "./clouds.yaml", username: "me"))
        }
        #expect(error?.kind == .credentials)
        #expect(
            error?.message == "cloud 'prod' in ./clouds.yaml lacks auth.auth_url, auth.password, auth.project_id (or auth.project_name)")
        let misplaced = #expect(throws: ConfigurationError.self) {
            var entry = Self.cloud
            entry.authURL = nil
            entry.instead = ["'auth_url' beside 'auth': move it there"]
            _ = try credentials(cloud: entry)
        }
        #expect(misplaced?.kind == .credentials)
        #expect(
            misplaced?.message == "cloud 'prod' in ./clouds.yaml lacks auth.auth_url; it has 'auth_url' beside 'auth': move it there")
        var entry = Self.cloud
        entry.authURL = "http://id.example.com"
        let bad = #expect(throws: ConfigurationError.self) { try credentials(cloud: entry) }
        #expect(bad?.kind == .url)
        #expect(bad?.message.hasPrefix("auth_url of cloud 'prod' in ./clouds.yaml must be an https URL") == true)
    }

    private func credentials(
        _ environment: [String: String] = [:], cloud: CloudEntry? = nil, endpoint: String? = nil, files: [String: String] = [:]
    ) throws -> Credentials {
        try Credentials(environment: Environment(environment), cloud: cloud, endpoint: endpoint, readFile: readFile(of: files))
    }
}
