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
        #expect(try Credentials(environment: environment, endpoint: nil) == Self.password(Credentials.publicIdentityURL, tenant))
    }

    @Test(
        "OS_AUTH_URL is taken with or without /v2.0",
        arguments: [
            "https://id.example.com", "https://id.example.com/", "https://id.example.com/v2.0", "https://ID.example.com/v2.0//",
        ])
    func authURL(url: String) throws {
        let environment = Self.complete.merging(["OS_AUTH_URL": url]) { $1 }
        #expect(try Credentials(environment: environment, endpoint: nil) == Self.password("https://id.example.com"))
    }

    @Test("an empty OS_AUTH_URL means the public cloud")
    func emptyAuthURL() throws {
        let environment = Self.complete.merging(["OS_AUTH_URL": ""]) { $1 }
        #expect(try Credentials(environment: environment, endpoint: nil) == Self.password())
    }

    @Test("a token with --endpoint is enough, and comes before a password", arguments: ["OS_TOKEN", "OS_AUTH_TOKEN"])
    func token(name: String) throws {
        #expect(try Credentials(environment: [name: "abc"], endpoint: "https://x") == .token(Secret("abc")))
        let both = Self.complete.merging([name: "abc"]) { $1 }
        #expect(try Credentials(environment: both, endpoint: "https://x") == .token(Secret("abc")))
        #expect(try Credentials(environment: both, endpoint: nil) == Self.password())
    }

    @Test("a token alone says that --endpoint is needed")
    func tokenAlone() {
        let error = #expect(throws: ConfigurationError.self) { try Credentials(environment: ["OS_TOKEN": "abc"], endpoint: nil) }
        #expect(error?.kind == .credentials)
        #expect(error?.help == "OS_TOKEN is set, but a token alone needs --endpoint, the URL of the network service")
    }

    @Test("everything that is missing is named at once, with where it was looked for")
    func missing() {
        let tenants = "OS_TENANT_ID (or OS_PROJECT_ID, OS_TENANT_NAME, OS_PROJECT_NAME)"
        let cases: [([String: String], String)] = [
            ([:], "OS_USERNAME, OS_PASSWORD, \(tenants)"), (["OS_USERNAME": "me", "OS_PASSWORD": ""], "OS_PASSWORD, \(tenants)"),
            (["OS_PASSWORD": "p", "OS_TENANT_ID": "t"], "OS_USERNAME"), (["OS_PASSWORD": "p", "OS_USERNAME": "t"], tenants),
        ]
        for (environment, names) in cases {
            let error = #expect(throws: ConfigurationError.self) { try Credentials(environment: environment, endpoint: nil) }
            #expect(error?.kind == .credentials)
            #expect(error?.message == "not set in the environment: \(names)")
            #expect(error?.help == "set the variables, or OS_TOKEN together with --endpoint")
        }
    }

    @Test("a token that no header can carry is refused without being shown", arguments: ["a b", "tok\r\nX: y", "토큰"])
    func badToken(token: String) {
        let error = #expect(throws: ConfigurationError.self) { try Credentials(environment: ["OS_TOKEN": token], endpoint: "https://x") }
        #expect(error?.kind == .credentials)
        #expect(error?.message == "OS_TOKEN has characters that no token has, such as spaces or line breaks")
    }
}
