import FlowLogAPI
import FlowLogModel
import Testing

@Suite("URLs of services")
struct ServiceURLTests {
    @Test(
        "https is allowed anywhere, http to this machine",
        arguments: [
            "https://example.com", "HTTPS://EXAMPLE.com:8443/a/b", "https://10.0.0.1", "https://[2001:db8::1]:9696/", "http://127.0.0.1:80",
            "http://127.8.9.10", "http://localhost:1/x", "http://LocalHost", "http://[::1]:5000/v2.0", "https://a_b-c.d:65535",
        ])
    func allowed(url: String) throws {
        _ = try ServiceURL(url, setting: "--endpoint")
    }

    @Test(
        "http to another machine is refused",
        arguments: [
            "http://example.com", "http://128.0.0.1", "http://127.0.0.1.example.com", "http://127.1", "http://localhost.example.com",
            "http://[::2]", "http://127.0.0.256", "http://127.0.0.-0", "ftp://localhost", "http://0.0.0.0", "http+unix://x",
        ])
    func insecure(url: String) {
        let error = #expect(throws: ConfigurationError.self) { try ServiceURL(url, setting: "OS_AUTH_URL") }
        #expect(error?.kind == .url)
        #expect(error?.message.hasPrefix("OS_AUTH_URL must be an https URL, is '") == true)
    }

    @Test(
        "what is no URL is refused, with the setting's name",
        arguments: [
            "", "example.com", "https://", "https:///path", "https://:80", "https://h:", "https://h:0", "https://h:65536", "https://h:8x",
            "https://h:+80", "https://h/p?q=1", "https://h/p#f", "https://h?x", "https://a b", "https://h/ a", "https://[::1", "https://[]",
            "https://h\r\n", "https://호스트", "https://h%2e", "https://[::1]x", "https://h\\x",
        ])
    func malformed(url: String) {
        let error = #expect(throws: ConfigurationError.self) { try ServiceURL(url, setting: "--endpoint") }
        #expect(error?.kind == .url)
        #expect(error?.message == "--endpoint is not a URL: '\(url)'")
    }

    @Test("a URL with a password is refused without being shown")
    func password() {
        let error = #expect(throws: ConfigurationError.self) { try ServiceURL("https://me:hunter2@h", setting: "OS_AUTH_URL") }
        #expect(error?.message == "OS_AUTH_URL must not have a user name or password in its URL")
    }

    @Test("no call is made before the URLs are checked")
    func beforeAnyCall() async throws {
        try await ScriptedServer.run({ _, _ in .json("{}") }) { server in
            let error = await #expect(throws: ConfigurationError.self) {
                try await withLogin(server.url, endpoint: "http://example.com") { session in
                    _ = try await session.client(region: nil).list()
                }
            }
            #expect(error?.kind == .url)
            await #expect(throws: ConfigurationError.self) {
                try await withSession(credentials: .token(Secret("t")), endpoint: nil, settings: settings()) { _ in }
            }
            #expect(server.requests.isEmpty)
        }
    }
}
